import { Component } from 'react';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.tsx';

interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error: unknown;
}

/** Keeps what failed in one part of the page from taking the rest along, and says what happened there. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <Trouble error={error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
