import { IconAlertTriangle, IconExclamationCircle } from '@tabler/icons-react';
import type { Finding } from '../api/contract.ts';
import { stepTitle } from '../model/aria-names.ts';
import { placeOfPointer, stepAt } from '../model/step-path.ts';
import { useEditor } from './editor.ts';
import { namedStep } from './module-names.ts';
import { useOpenProblem } from './use-open-problem.ts';
import classes from './problems-panel.module.css';

/** What is wrong or doubtful with the scenario; each finding leads to where it is corrected. */
export function ProblemsPanel() {
  const { problems, blueprint, catalogue } = useEditor();
  const open = useOpenProblem();
  const moduleOf = ({ pointer }: Finding): string | undefined => {
    const path = placeOfPointer(blueprint, pointer)?.path;
    const step = path && stepAt(blueprint, path);
    return step && stepTitle(namedStep(step, catalogue));
  };
  if (problems.length === 0) return <p className={classes['none']}>Nothing is wrong with this scenario.</p>;
  return (
    <ul className={classes['list']} aria-label="Problems">
      {problems.map((problem) => {
        const { pointer, code, severity, message, fix } = problem;
        const Icon = severity === 'error' ? IconExclamationCircle : IconAlertTriangle;
        const module = moduleOf(problem);
        return (
          <li key={`${pointer} ${code} ${message}`}>
            <button type="button" className={classes['problem']} onClick={() => open(problem)}>
              <Icon size={18} aria-hidden className={classes['sign']} data-severity={severity} />
              <span>
                <span className="visually-hidden">{severity === 'error' ? 'Error: ' : 'Warning: '}</span>
                <span className={classes['message']}>
                  {module !== undefined && <strong>{module}: </strong>}
                  {message}
                </span>
                {fix !== undefined && <span className={classes['fix']}>{fix}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
