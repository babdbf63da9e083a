import { Facet } from '@codemirror/state';
import type { Mapping } from './mapping-context.ts';

/** What the parts of an editor know of the modules and functions around it. */
export type ImlHost = Pick<Mapping, 'sources' | 'names' | 'functions' | 'toneOf'>;

/** Gives an editor what can be mapped. */
export const imlHost = Facet.define<ImlHost, ImlHost | undefined>({ combine: (hosts) => hosts[0] });
