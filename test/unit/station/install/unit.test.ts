import { describe, expect, it } from 'vitest';
import { unitOf } from '../../../../station/install/unit.ts';

const options = {
  ...{ node: '/usr/bin/node', program: '/opt/loa/dist/cli/main.js' },
  args: ['--server', 'https://loa.example', '--data', '/var/lib/loa', '--output', 'null'],
  ...{ data: '/var/lib/loa', usb: '/media/loa' },
};

describe('a unit for systemd', () => {
  it('runs the agent for ever, and lets it write its own folder and the stick alone', () => {
    const lines = unitOf(options).split('\n');
    expect(lines).toContain(
      'ExecStart=/usr/bin/node /opt/loa/dist/cli/main.js station --server https://loa.example --data /var/lib/loa --output null',
    );
    expect(lines).toContain('Restart=always');
    for (const line of ['Type=notify', 'NotifyAccess=all', 'WatchdogSec=300'])
      expect(lines).toContain(line);
    expect(lines).toContain('StartLimitIntervalSec=0');
    expect(lines).toContain('ReadWritePaths=-/var/lib/loa -/media/loa');
    expect(lines).toContain('ProtectSystem=strict');
  });

  it('quotes what systemd would read otherwise', () => {
    const args = ['--output', 'wav:/srv/loa 1/50%.wav', '--server', 'https://a/$x"'];
    const command = unitOf({ ...options, args })
      .split('\n')
      .find((line) => line.startsWith('ExecStart'));
    expect(command).toContain(
      'station --output "wav:/srv/loa 1/50%%.wav" --server "https://a/$$x\\""',
    );
  });
});
