import { visible } from './visible.ts'

/** How an XML file that we write begins. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?><!-- Made by ossa. -->'

const ordinary = /^[\w .:/@#-]*$/
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for an element or a quoted attribute. What XML cannot hold is written as `\u{…}`. */
export function xmlText(text: string): string {
  if (ordinary.test(text)) return text
  return visible(text).replace(/[&<>"]/g, (character) => markup[character] ?? character)
}
