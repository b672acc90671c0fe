import { execFileSync } from 'node:child_process';

/** Why no line can be drawn here, in a sentence; `null` where one can. */
export function whyNoLines(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s: run this on Linux';
  for (const [program, packageName] of [
    ['ip', 'iproute2'],
    ['nft', 'nftables'],
  ] as const)
    if (!runs(program, ['--version']) && !runs(program, ['-V']))
      return `there is no "${program}" here: install ${packageName}`;
  if (process.getuid?.() !== 0)
    return 'only root may make network namespaces: run this as root, on a machine of your own';
  return whyNoNamespace(`loa-try-${process.pid}`);
}

/** Makes one with all that a line needs, and takes it away. */
function whyNoNamespace(name: string): string | null {
  const inside = ['netns', 'exec', name];
  try {
    run('ip', ['netns', 'add', name]);
    try {
      run('ip', ['-n', name, 'link', 'add', 'try', 'type', 'veth', 'peer', 'name', 'peer']);
      run('ip', [...inside, 'nft', '-f', '-'], rules);
      run('ip', [...inside, 'test', '-w', conntrackSetting]);
    } finally {
      run('ip', ['netns', 'delete', name]);
    }
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message.trim() : String(error);
    return `this machine lets nobody draw a line of its own: ${said}`;
  }
}

const conntrackSetting = '/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_established';
const rules = `table ip try {
  chain translate { type nat hook postrouting priority srcnat; oifname "out" masquerade; }
  chain carry {
    type filter hook forward priority filter
    ct state invalid drop
    numgen random mod 100 < 30 counter drop
  }
}
`;

function runs(program: string, words: readonly string[]): boolean {
  try {
    run(program, words);
    return true;
  } catch {
    return false;
  }
}

function run(program: string, words: readonly string[], input = ''): void {
  execFileSync(program, words, { input, stdio: 'pipe' });
}
