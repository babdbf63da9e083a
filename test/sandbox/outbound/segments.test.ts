import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import calculator from 'sms-segments-calculator';
import { countCharacters, countGsm, countSegments } from '../../../src/sandbox/outbound/segments.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

describe('the first segment has 160 characters, every further one 145; the standard has 160/153 and 70/67', () => {
  test.each([
    [0, 1, 1, 1],
    [70, 1, 1, 1],
    [71, 1, 1, 2],
    [135, 1, 1, 3],
    [160, 1, 1, 3],
    [161, 2, 2, 3],
    [305, 2, 2, 5],
    [306, 3, 2, 5],
    [307, 3, 3, 5],
    [450, 3, 3, 7],
    [451, 4, 3, 7],
    [460, 4, 4, 7],
    [595, 4, 4, 9],
    [596, 5, 4, 9],
    [613, 5, 5, 10],
  ])('%i characters: %i by the rule, %i in GSM-7, %i in UCS-2', (length, ours, gsm, ucs) => {
    const [latin, cyrillic] = ['a'.repeat(length), 'я'.repeat(length)];
    expect([latin, cyrillic].map((text) => countSegments(text, '160_145'))).toEqual([ours, ours]);
    expect([latin, cyrillic].map((text) => countSegments(text, 'gsm'))).toEqual([gsm, ucs]);
  });

  test('as many segments as are needed, and not one more', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000, unit: 'grapheme' }), (text) => {
        const room = (segments: number): number => 160 + 145 * (segments - 1);
        const [characters, count] = [countCharacters(text), countSegments(text, '160_145')];
        return characters <= room(count) && (count === 1 || characters > room(count - 1));
      }),
    );
  });
});

describe('by the standard', () => {
  test.each([
    ['one character outside GSM-7 makes the whole text UCS-2', `${'a'.repeat(70)}я`, 'UCS-2', 2],
    ['^ { } \\ [ ~ ] | € count twice', '€'.repeat(80), 'GSM-7', 1],
    ['and need another segment one earlier', '€'.repeat(81), 'GSM-7', 2],
    ['a character that counts twice is not split', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['an emoji counts twice in UCS-2', '😀'.repeat(35), 'UCS-2', 1],
    ['and is not split either', '😀'.repeat(36), 'UCS-2', 2],
  ] as const)('%s', (_rule, text, encoding, segments) => {
    expect(countGsm(text)).toEqual({ encoding, segments });
  });

  test.each(Array.from('^{}\\[~]|€\f'))('%j takes the place of two characters of GSM-7', (character) => {
    expect(countGsm(character.repeat(80))).toEqual({ encoding: 'GSM-7', segments: 1 });
    expect(countGsm(`${character.repeat(80)}a`)).toEqual({ encoding: 'GSM-7', segments: 2 });
  });

  const reference = (text: string) => {
    const { encodingName, segmentsCount } = new calculator.SegmentedMessage(text);
    return { encoding: encodingName, segments: segmentsCount };
  };

  test('every character has the encoding the reference gives it', () => {
    const all = Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code));
    expect(all.filter((each) => countGsm(each).encoding !== reference(each).encoding)).toEqual([]);
  });

  test.each([
    ['GSM-7', fc.constantFrom(...Array.from('aZ09 @ΔèÇ\r\n^{}\\[~]|€\f'))],
    ['letters beyond', fc.constantFrom(...Array.from('aé€жЯ漢あçŁ’–\r\n'))],
    ['anything', fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })],
  ])('texts of %s have as many segments as the reference says', (_kind, unit) => {
    const texts = fc.array(unit, { maxLength: 480 }).map((units) => units.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(countGsm(text)).toEqual(reference(text));
      }),
    );
  });
});

describe('the calculator of the settings', () => {
  let stage: OutboundStage;
  beforeAll(async () => {
    stage = await openOutbound();
  });
  afterAll(() => stage.sandbox.close());
  const count = async (body: object) => (await stage.call('POST', '/segments', body)).body;

  test('counts the signature and its filled-in variables', async () => {
    const short = 'Reply STOP to unsubscribe.';
    expect(await count({ text: 'a'.repeat(133), signature_id: 1 })).toMatchObject({
      text: `${'a'.repeat(133)} ${short}`,
      characters: 160,
      segments: 1,
      cost_cents: 2,
    });
    expect(await count({ text: 'a'.repeat(134), signature_id: 1 })).toMatchObject({ characters: 161, segments: 2 });
    expect(await count({ text: 'Hi', signature_id: 2 })).toMatchObject({
      text: expect.stringContaining('Call (757) 555-0100. Email support@acme-internet.example.'),
    });
  });

  test('counts by the rule that is set, and shows both', async () => {
    const text = 'a'.repeat(306);
    expect(await count({ text })).toMatchObject({
      rule: '160_145',
      segments: 3,
      cost_cents: 6,
      rules: { '160_145': 3, gsm: { encoding: 'GSM-7', segments: 2 } },
    });
    await stage.page('POST', '/settings', { segment_rule: 'gsm' });
    expect(await count({ text })).toMatchObject({ rule: 'gsm', segments: 2, cost_cents: 4 });
  });

  test('a text of nothing and a signature nobody has are refused', async () => {
    expect(await count({ text: ' ' })).toEqual({ error: 'text: a text is needed' });
    expect(await count({ text: 'Hi', signature_id: 99 })).toEqual({ error: 'Signature not found' });
  });
});
