import { breaking, risky, safe } from './define.ts'

const keepAccepting = 'Go on accepting what was accepted, or release a major version.'
const keepPromising = 'Go on giving only what was promised, or release a major version.'

/** What goes in: it may accept more, and never less. */
export const requestChanges = {
  requiredFieldAdded: breaking('request-required-field-added', {
    kind: 'added',
    summary: 'A field that nobody gave so far is asked for.',
    rationale: 'Callers that know the old version do not give it, and are refused.',
    hint: 'Make it optional, with a default, or release a major version.',
  }),
  fieldRequired: breaking('request-field-required', {
    kind: 'changed',
    summary: 'A field that was optional is asked for.',
    rationale: 'Callers that left it out are refused.',
    hint: 'Leave it optional, with a default, or release a major version.',
  }),
  fieldRequiredWithDefault: risky('request-field-required-with-default', {
    kind: 'changed',
    summary: 'A field that was optional is asked for, and has a default.',
    rationale:
      'A service that fills in the default accepts what it accepted; one that checks the schema first does not.',
    hint: 'Leave the field out of `required`: a default says the same to every reader.',
  }),
  fieldRefused: breaking('request-field-refused', {
    kind: 'removed',
    summary: 'A field is gone, and what is not declared is refused.',
    rationale: 'Callers that still give it are refused.',
    hint: 'Keep the field, deprecated, or release a major version.',
  }),
  closed: breaking('request-closed', {
    kind: 'changed',
    summary: 'Fields that are not declared were accepted, and are refused.',
    rationale: 'Callers that gave one, as the old version says they may, are refused.',
    hint: keepAccepting,
  }),
  typeNarrowed: breaking('request-type-narrowed', {
    kind: 'changed',
    summary: 'Values of a type that was accepted are refused.',
    rationale: 'Callers that give one are refused.',
    hint: keepAccepting,
  }),
  valuesRemoved: breaking('request-values-removed', {
    kind: 'removed',
    summary: 'A value of a list is not accepted any more.',
    rationale: 'Callers that give it are refused.',
    hint: keepAccepting,
  }),
  limitTightened: breaking('request-limit-tightened', {
    kind: 'changed',
    summary: 'A limit leaves less room than it did.',
    rationale: 'Callers whose values used the room are refused.',
    hint: keepAccepting,
  }),
  formatNarrowed: breaking('request-format-narrowed', {
    kind: 'changed',
    summary: 'A text has to be of a form that was not asked for.',
    rationale: 'Callers whose texts are of another form are refused.',
    hint: keepAccepting,
  }),
  alternativeRemoved: breaking('request-alternative-removed', {
    kind: 'removed',
    summary: 'One of several alternatives is not accepted any more.',
    rationale: 'Callers that chose it are refused.',
    hint: keepAccepting,
  }),
  narrowed: breaking('request-narrowed', {
    kind: 'changed',
    summary: 'A schema accepts less than it did.',
    rationale: 'There is a value, and it is shown, that was accepted and is refused.',
    hint: keepAccepting,
  }),
  maybeClosed: risky('request-maybe-closed', {
    kind: 'changed',
    summary: 'Nothing was said about fields that are not declared; now they are refused.',
    rationale: 'Callers that stick to what is declared notice nothing; others are refused.',
    hint: keepAccepting,
  }),
  fieldRemoved: risky('request-field-removed', {
    kind: 'removed',
    summary: 'A field is not declared any more, and would be passed over.',
    rationale: 'Callers that still give it are not refused, but it has no effect.',
    hint: 'Keep the field, deprecated, as long as somebody may give it.',
  }),
  defaultChanged: risky('request-default-changed', {
    kind: 'changed',
    summary: 'What holds for callers that leave a field out has changed.',
    rationale: 'No schema tells whether they rely on it.',
    hint: 'Keep the default, or tell those who rely on it.',
  }),
  undecided: risky('request-undecided', {
    kind: 'changed',
    summary: 'It could not be decided whether a schema accepts all that it did.',
    rationale: 'Neither a proof nor a value that is refused was found; the reason is given.',
    hint: 'Look at it, and choose the version accordingly.',
  }),
  fieldAdded: safe('request-field-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'An optional field may be given.',
    rationale: 'Callers that do not know it leave it out.',
  }),
  fieldOptional: safe('request-field-optional', {
    kind: 'changed',
    bump: 'minor',
    summary: 'A field that was asked for is optional.',
    rationale: 'Callers that give it may go on.',
  }),
  alternativeAdded: safe('request-alternative-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'There is one more alternative to choose.',
    rationale: 'Callers may go on with those they know.',
  }),
  widened: safe('request-widened', {
    kind: 'changed',
    bump: 'minor',
    summary: 'A schema accepts all that it did, and more.',
    rationale: 'What callers give is still accepted.',
  }),
}

/** What comes out: it may promise more, and never less. */
export const responseChanges = {
  requiredFieldRemoved: breaking('response-required-field-removed', {
    kind: 'removed',
    summary: 'A field that was always given is gone.',
    rationale: 'Readers that rely on it find nothing.',
    hint: 'Keep the field, deprecated, or release a major version.',
  }),
  fieldOptional: breaking('response-field-optional', {
    kind: 'changed',
    summary: 'A field that was always given may be absent.',
    rationale: 'Readers that rely on it may find nothing.',
    hint: keepPromising,
  }),
  fieldUnexpected: breaking('response-field-unexpected', {
    kind: 'added',
    summary: 'There is a new field where it was said that there are no others.',
    rationale: 'Readers that hold the response to the old schema, as generated clients may do, refuse it.',
    hint: 'Where fields may be added, leave `additionalProperties: false` out.',
  }),
  opened: breaking('response-opened', {
    kind: 'changed',
    summary: 'Fields may be given that were ruled out.',
    rationale: 'Readers that hold the response to the old schema refuse it.',
    hint: keepPromising,
  }),
  typeWidened: breaking('response-type-widened', {
    kind: 'changed',
    summary: 'Values of a type may be given that was ruled out.',
    rationale: 'Readers do not expect it.',
    hint: keepPromising,
  }),
  limitLoosened: breaking('response-limit-loosened', {
    kind: 'changed',
    summary: 'Values may be given beyond a limit that was promised.',
    rationale: 'Readers may have no room for them.',
    hint: keepPromising,
  }),
  formatWidened: breaking('response-format-widened', {
    kind: 'changed',
    summary: 'A text may be of another form than was promised.',
    rationale: 'Readers that take it apart fail.',
    hint: keepPromising,
  }),
  alternativeAdded: breaking('response-alternative-added', {
    kind: 'added',
    summary: 'There may be something else than one of the alternatives that were promised.',
    rationale: 'Readers know what to do with the old ones only.',
    hint: keepPromising,
  }),
  widened: breaking('response-widened', {
    kind: 'changed',
    summary: 'A schema allows more than was promised.',
    rationale: 'There is a value, and it is shown, that may be given and was ruled out.',
    hint: keepPromising,
  }),
  valuesAdded: risky('response-values-added', {
    kind: 'added',
    summary: 'A value may be given that was not on the list.',
    rationale: 'Readers that tell all values apart do not know this one; those that pass it on do not mind.',
    hint: 'Tell readers to expect values they do not know, or release a major version.',
  }),
  maybeOpened: risky('response-maybe-opened', {
    kind: 'changed',
    summary: 'Fields that are not declared were ruled out; now nothing is said about them.',
    rationale: 'As long as none is given, readers notice nothing.',
    hint: keepPromising,
  }),
  fieldRemoved: risky('response-field-removed', {
    kind: 'removed',
    summary: 'A field that could be absent is not declared any more.',
    rationale: 'Readers had to do without it already, but some may have relied on it.',
    hint: 'Keep the field, deprecated, as long as somebody may read it.',
  }),
  undecided: risky('response-undecided', {
    kind: 'changed',
    summary: 'It could not be decided whether a schema keeps all that it promised.',
    rationale: 'Neither a proof nor a value that was ruled out was found; the reason is given.',
    hint: 'Look at it, and choose the version accordingly.',
  }),
  fieldAdded: safe('response-field-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'A field may be given that nothing was said about.',
    rationale: 'Readers that do not know it pass it over.',
  }),
  fieldRequired: safe('response-field-required', {
    kind: 'changed',
    bump: 'patch',
    summary: 'A field that could be absent is always given.',
    rationale: 'Readers find what they had to do without.',
  }),
  alternativeRemoved: safe('response-alternative-removed', {
    kind: 'removed',
    bump: 'patch',
    summary: 'One of several alternatives is not given any more.',
    rationale: 'Readers know the others.',
  }),
  narrowed: safe('response-narrowed', {
    kind: 'changed',
    bump: 'patch',
    summary: 'A schema promises all that it did, and more.',
    rationale: 'What readers rely on still holds.',
  }),
}

/** What is the same in both directions. */
export const schemaChanges = {
  discriminator: risky('discriminator-changed', {
    kind: 'changed',
    summary: 'Alternatives are told apart by another field, or by other values of it.',
    rationale: 'Code that was made from the old version looks at the old ones.',
    hint: 'Keep the discriminator, or release a major version.',
  }),
  deprecated: safe('field-deprecated', {
    kind: 'changed',
    bump: 'minor',
    summary: 'A field is deprecated.',
    rationale: 'It still works; those who use it are told to stop.',
  }),
}
