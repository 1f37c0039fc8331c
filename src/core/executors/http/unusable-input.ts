/** The input cannot be made into a request. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput'
}
