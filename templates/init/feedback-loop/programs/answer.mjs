import process from 'node:process'

/** Reads the input as JSON from standard input and writes the answer as JSON to standard output. What is said meanwhile goes to standard error. */
export async function answer(carryOut) {
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  console.log(JSON.stringify(carryOut(JSON.parse(Buffer.concat(chunks).toString('utf8')))))
}
