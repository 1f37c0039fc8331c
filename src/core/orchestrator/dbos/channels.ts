/** What the server tells those who listen, as soon as the transaction is committed that said it. Who misses it finds out by looking. */
export const channels = {
  /** Attempts have been given up. */
  givenUp: 'ossa_given_up',
  /** There is news for who carries an execution out: its id. */
  news: 'ossa_news',
  /** There is something in a queue: its name. */
  work: 'ossa_work',
  /** An execution has got further: its id. */
  events: 'ossa_events',
  /** An attempt says something: the id of its execution, and the message. */
  said: 'ossa_said',
} as const
