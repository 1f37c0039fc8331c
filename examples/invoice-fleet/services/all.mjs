// Both services in one process, each on its own port. Ctrl-C stops them.
import './invoices-server.mjs'
import './ledger-server.mjs'
