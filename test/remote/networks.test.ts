import { describe, expect, it } from 'vitest'
import { networkOf } from '../../src/core/remote/networks.ts'

describe('the kind of network of an IP address', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('is public: %s', (ip) => expect(networkOf(ip)).toBe('public'))

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fc00::1',
    'fdab::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:c0a8:101::1',
  ])('is private: %s', (ip) => expect(networkOf(ip)).toBe('private'))

  it.each([
    ...[
      '127.0.0.1',
      '127.1.2.3',
      '0.0.0.0',
      '169.254.169.254',
      '100.100.100.200',
      '168.63.129.16',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fe80::1%eth0',
      'fd00:ec2::254',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '::127.0.0.1',
    ],
    ...['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'no address', ''],
  ])('is that of this machine, or nobody’s: %s', (ip) => expect(networkOf(ip)).toBe('local'))
})
