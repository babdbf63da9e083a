import { Empty } from '../ui/empty.tsx';
import { useEditor } from './editor.ts';

/** What is wrong or doubtful with the scenario as it is being edited. */
export function ProblemsPanel() {
  const { problems } = useEditor();
  if (problems.length === 0) return <Empty text="Nothing is wrong." />;
  return (
    <ul aria-label="Problems">
      {problems.map(({ pointer, code, message }) => (
        <li key={`${pointer} ${code} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
