// How often a mapping of five parts is evaluated on one core, beside a closure that somebody wrote by hand for it.
import { compileTemplate } from '../dist/iml/template.js';
import { DEFAULT_LIMITS } from '../dist/core/limits.js';
import { ownFunctions, sharedScriptHost } from '../dist/scripts/own-functions.js';

const MAPPING = 'Hello {{upper(1.name)}}, {{ifempty(1.city; "nowhere")}}: {{1.count + 1}}';
const VALUES = 'Hello ADA, nowhere: 8';
const ROUNDS = 15;
const EVALUATIONS = 50_000;

export function benchExpressions() {
  const variables = { 1: { name: 'Ada', city: '', count: 7 } };
  const evaluation = {
    variables,
    clock: { now: () => 0 },
    random: () => 0.5,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS.expression,
  };
  const template = compileTemplate(MAPPING, { mode: 'scenario' });
  const byHand = ({ 1: bundle }) =>
    `Hello ${bundle.name.toUpperCase()}, ${bundle.city || 'nowhere'}: ${bundle.count + 1}`;
  const evaluate = () => template.evaluate(evaluation);
  const write = () => byHand(variables);
  if (evaluate() !== VALUES || write() !== VALUES) throw new Error('The two do not say the same.');
  const rates = [];
  const ratios = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [own, hand] = [millisecondsOf(evaluate), millisecondsOf(write)];
    rates.push(EVALUATIONS / own);
    ratios.push(own / hand);
  }
  const compiled = millisecondsOf(() => compileTemplate(MAPPING, { mode: 'scenario' }), 2000) / 2000;
  return [
    ['a mapping of five parts', `${(median(rates) * 1000).toFixed(0)} evaluations a second`],
    ['the mapping : a closure by hand', `${median(ratios).toFixed(1)} (median of ${ROUNDS} pairs)`],
    ['compiling it', `${(compiled * 1000).toFixed(0)} µs`],
    ...benchFunctions(evaluation),
  ];
}

/** A function of an app, in its thread. */
function benchFunctions(evaluation) {
  const script = { name: 'double', path: 'functions/double.js', code: 'function double(n) { return n * 2; }' };
  const functions = ownFunctions({ label: 'Bench', functions: [script] });
  const template = compileTemplate('{{double(21)}}', { mode: 'app', functions });
  const first = millisecondsOf(() => template.evaluate(evaluation), 1);
  const again = millisecondsOf(() => template.evaluate(evaluation), 2000) / 2000;
  const fresh = millisecondsOf(() => template.evaluate({ ...evaluation }), 200) / 200;
  sharedScriptHost().close();
  return [
    ['first call of a function of an app', `${first.toFixed(0)} ms, the start of its thread included`],
    ['another call in the same evaluation', `${(again * 1000).toFixed(0)} µs`],
    ['a call in a sandbox of its own', `${fresh.toFixed(1)} ms`],
  ];
}

function millisecondsOf(action, times = EVALUATIONS) {
  const start = performance.now();
  for (let index = 0; index < times; index += 1) action();
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
