/** Names as an attacker would choose them, as JSON manifests of an older dialect, which has no rule for names. */
export const hostileNames = [
  '__proto__',
  'constructor',
  '</data></node>]]><script>alert(1)</script>&amp;',
  'bell\u0007escape\u001b[31mnull\u0000tab\tline\nreturn\r',
  'bidi\u202etxt.exe\u2066 zero\u200bwidth \u0085 \u007f',
  'lone\ud800surrogate\udc00',
  'not\ufffea\uffffcharacter 🎉',
  'at@sign#hash%25.~tilde/slash:colon "quotes"',
  `${'long'.repeat(25_000)}1`,
  `${'long'.repeat(25_000)}2`,
  'agent:a@1.0.0',
  '=HYPERLINK("http://localhost","look")',
  "quote' }) DETACH DELETE n; // \\u0027 \\",
  '`tick` "`markdown`" ;',
  '%%{init: {"theme": "dark"}}%% style: a #quot; end',
  '-->|label| <b>bold</b> &lt; \\N\\L',
]

/** Agents with these names, which also share them as capabilities, domains, protocols and tools. */
export function hostileFleet(): Record<string, string> {
  return Object.fromEntries(
    hostileNames.map((name, index) => {
      const spec = {
        capabilities: { domains: [name], operations: [{ name }] },
        protocols: [name],
        tools: [{ name }],
        dependencies: { agents: hostileNames.map((other) => ({ name: other })) },
      }
      const manifest = { apiVersion: 'ossa/v0.4', kind: 'Agent', metadata: { name, version: '1.0.0' }, spec }
      // JSON as YAML: lone surrogates can be written only as escapes.
      return [`agent-${index}.json`, JSON.stringify(manifest)]
    }),
  )
}
