import { moduleGlyph } from '../ui/module-glyph.tsx';
import classes from './glyph-chain.module.css';

/** Most glyphs; the rest is a number. */
const MOST = 6;

/** The modules of a scenario as a row of small signs; their names are read out. */
export function GlyphChain({
  modules,
}: {
  readonly modules: readonly { readonly id: number; readonly module: string; readonly label: string }[];
}) {
  const rest = modules.length - MOST;
  return (
    <span className={classes['chain']}>
      <span className="visually-hidden">{modules.map(({ label }) => label).join(', ')}</span>
      <span aria-hidden="true" className={classes['glyphs']}>
        {modules.slice(0, MOST).map(({ id, module, label }) => {
          const { icon: Icon, tone } = moduleGlyph(module);
          return (
            <span key={id} className={classes['glyph']} data-tone={tone} title={label}>
              <Icon size={14} />
            </span>
          );
        })}
        {rest > 0 && <span className={classes['rest']}>+{rest}</span>}
      </span>
    </span>
  );
}
