import process from 'node:process'

/**
 * Reads the input as JSON from standard input and writes what the capability that is asked for makes of it as JSON to standard
 * output. Which one that is stands in OSSA_CAPABILITY; a program with one capability need not look.
 */
export async function answer(capabilities) {
  const names = Object.keys(capabilities)
  const name = process.env.OSSA_CAPABILITY ?? names[0]
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const capability = capabilities[name]
  if (capability === undefined) throw new Error(`There is no capability ${name} here, only ${names.join(', ')}.`)
  console.log(JSON.stringify(capability(JSON.parse(Buffer.concat(chunks).toString('utf8')))))
}
