import { readFileSync } from 'node:fs'

const words = { en: 'Hello', fr: 'Bonjour', de: 'Guten Tag' }

const { name, language = 'en' } = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify({ text: `${words[language]}, ${name}!` }))
