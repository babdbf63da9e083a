import { findSqlite, type OpenSqliteDriver } from '../../src/store/sqlite-driver.ts';

/** A SQLite library on a disk that can be made to refuse. */
export interface FaultyDriver {
  readonly open: OpenSqliteDriver;
  /** SQL that was run as transaction control, in order. */
  readonly control: string[];
  /** From now on SQL that begins with `sql` fails with this result code of SQLite; undefined heals it. */
  fail(sql: string, resultCode: number | undefined): void;
}

export async function createFaultyDriver(): Promise<FaultyDriver> {
  const { open: openReal } = await findSqlite();
  const faults = new Map<string, number>();
  const control: string[] = [];
  const check = (sql: string): void => {
    for (const [start, rawCode] of faults) {
      if (sql.startsWith(start)) throw Object.assign(new Error(`injected ${rawCode}`), { rawCode });
    }
  };
  return {
    control,
    fail(sql, resultCode) {
      if (resultCode === undefined) faults.delete(sql);
      else faults.set(sql, resultCode);
    },
    open(file) {
      const real = openReal(file);
      return {
        exec(sql) {
          control.push(sql);
          check(sql);
          real.exec(sql);
        },
        prepare(sql) {
          const statement = real.prepare(sql);
          return {
            all(values) {
              check(sql);
              return statement.all(values);
            },
            run(values) {
              check(sql);
              return statement.run(values);
            },
          };
        },
        close: () => real.close(),
      };
    },
  };
}
