import { BlockList, isIP, isIPv4 } from 'node:net'

type Subnet = readonly [network: string, prefix: number]

/** Never asked, unless the address itself is allowed: this machine, what is on the same wire, and what clouds keep secrets behind. */
const local: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['::', 128],
  ['::1', 128],
  ['fe80::', 10],
  ['fd00:ec2::', 32],
  ['fd20:ce::', 32],
]

/** Networks of a house, for which there is a setting. */
const privateNetworks: readonly Subnet[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['fc00::', 7],
  ['fec0::', 10],
]

/** What is no host at all: documentation, benchmarks, tunnels, multicast, reserved. */
const unroutable: readonly Subnet[] = [
  ['192.0.2.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['ff00::', 8],
]

/** Networks that carry IPv4 addresses inside of IPv6 ones; where the four bytes begin. */
const carriers: readonly (readonly [subnet: Subnet, at: number])[] = [
  [['::ffff:0:0', 96], 12],
  [['::', 96], 12],
  [['64:ff9b::', 96], 12],
  [['64:ff9b:1::', 48], 12],
  [['2002::', 16], 2],
]

const isLocal = listOf([...local, ...unroutable])
const isPrivate = listOf(privateNetworks)
const carrying = carriers.map(([subnet, at]) => ({ holds: listOf([subnet]), at }))

/** `public`: anyone may ask it; `private`: a network of a house; `local`: this machine, or nobody's. */
export type NetworkKind = 'public' | 'private' | 'local'

/** In which kind of network an IP address is. An IPv4 address inside of an IPv6 one counts as itself. */
export function networkOf(ip: string): NetworkKind {
  const plain = ip.replace(/%.*$/, '')
  if (isIP(plain) === 0 || isLocal(plain)) return 'local'
  if (isPrivate(plain)) return 'private'
  if (isIPv4(plain)) return 'public'
  const carrier = carrying.find(({ holds }) => holds(plain))
  return carrier === undefined
    ? 'public'
    : networkOf(
        bytesOf(plain)
          .slice(carrier.at, carrier.at + 4)
          .join('.'),
      )
}

function listOf(subnets: readonly Subnet[]): (ip: string) => boolean {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, familyOf(network))
  return (ip) => list.check(ip, familyOf(ip))
}

function familyOf(ip: string): 'ipv4' | 'ipv6' {
  return isIPv4(ip) ? 'ipv4' : 'ipv6'
}

// A URL has the shortest form of an address, with all of it in hexadecimal.
function bytesOf(ip: string): number[] {
  const written = new URL(`http://[${ip}]`).hostname.slice(1, -1)
  const [head = '', tail] = written.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const middle = tail === undefined ? [] : new Array<number>(8 - first.length - last.length).fill(0)
  return [...first, ...middle, ...last].flatMap((group) => [group >> 8, group & 0xff])
}
