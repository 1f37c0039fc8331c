// One program with two capabilities.
import { answer, money } from './answer.mjs'

const letter = (contact, lines) => [`Dear ${contact.name},`, '', ...lines, '', 'Accounts payable'].join('\n')

await answer({
  'announce-payment': ({ contact, invoiceId, amountCents, currency, dueOn }) => ({
    to: contact.email,
    subject: `Payment of ${invoiceId}`,
    text: letter(contact, [`We will pay ${money(amountCents, currency)} for ${invoiceId} on ${dueOn}.`]),
  }),
  'ask-supplier': ({ contact, invoiceId, questions }) => ({
    to: contact.email,
    subject: `Questions about ${invoiceId}`,
    text: letter(contact, [
      `Before we can pay ${invoiceId}, please help us with this:`,
      ...questions.map((question) => `- ${question}`),
    ]),
  }),
})
