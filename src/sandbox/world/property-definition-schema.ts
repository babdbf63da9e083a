import { z } from 'zod';

/** The kinds of values a defined property can have. */
export const PROPERTY_TYPES = [
  'number',
  'text',
  'word',
  'single_choice',
  'multiple_choice',
  'location',
  'date',
  'time',
] as const;

/** The kind of value of one defined property. */
export type PropertyTypeName = (typeof PROPERTY_TYPES)[number];

/** Names that mean something else: what identifies a customer, what the channel calls them, and the assignment. */
const RESERVED: ReadonlySet<string> = new Set(['number', 'name', 'user_email']);
const CHOICES: ReadonlySet<string> = new Set<PropertyTypeName>(['single_choice', 'multiple_choice']);

/** A property of customers that takes one kind of value only. */
export const propertyDefinitionSchema = z
  .strictObject({
    /** What CSV columns, searches and calls name it by. */
    name: z
      .string()
      .regex(/^\S+$/, 'a technical name has no spaces; the label may')
      .max(100)
      .refine((name) => !RESERVED.has(name), { message: 'number, name and user_email are taken by the system' }),
    /** What people see. */
    label: z.string().trim().min(1).max(200),
    type: z.enum(PROPERTY_TYPES),
    /** The choices of the two choice types. A comma would end a choice where several stand in one text. */
    options: z
      .array(
        z
          .string()
          .trim()
          .min(1)
          .regex(/^[^,]+$/, 'a choice has no comma'),
      )
      .max(200)
      .default([]),
    /** Whether customers see and edit it on their own page. */
    shown_to_customer: z.boolean().default(false),
    /** Whether the company's people see and edit it. */
    shown_to_agent: z.boolean().default(true),
    /** E-mail addresses of the only users who may edit it; empty means all of them. */
    access: z.array(z.string()).default([]),
  })
  .superRefine(({ type, options }, context) => {
    if (CHOICES.has(type) !== options.length > 0) {
      const message = CHOICES.has(type) ? 'a choice needs options' : 'only choices have options';
      context.addIssue({ code: 'custom', path: ['options'], message });
    }
    if (new Set(options).size !== options.length) {
      context.addIssue({ code: 'custom', path: ['options'], message: 'an option stands twice' });
    }
  });

export type PropertyDefinition = z.infer<typeof propertyDefinitionSchema>;
