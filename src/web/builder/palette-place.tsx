import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useBuilder } from './builder-state.ts';
import { Palette } from './palette.tsx';
import classes from './palette.module.css';

/** The list of modules: beside the canvas where there is room, else over it when it is asked for. */
export function PalettePlace() {
  const { isPaletteOpen, setPaletteOpen, takeAim } = useBuilder();
  const isWide = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  if (isWide) {
    return (
      <section className={classes['dock']} aria-label="Modules">
        <Palette heading={<h2 className="visually-hidden">Modules</h2>} />
      </section>
    );
  }
  const close = (): void => {
    setPaletteOpen(false);
    takeAim(undefined);
  };
  return (
    <Drawer
      opened={isPaletteOpen}
      onClose={close}
      title="Modules"
      size={isPhone ? '100%' : 340}
      position={isPhone ? 'bottom' : 'left'}
    >
      <Palette onAdded={close} />
    </Drawer>
  );
}
