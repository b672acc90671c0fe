import { tellParent, type ParentMessage } from '../../runtime/parent-message.ts';

/** Says that Loa can be used: to whoever started it, and to the person at the terminal. */
export function announce(message: ParentMessage): void {
  if (tellParent(message)) return;
  const lines = [`  Loa is running: ${message.url}`];
  if (message.setUpUrl !== null) {
    lines.push('  Nobody has signed up yet. Make the administrator with this one-time link:');
    lines.push(`  ${message.setUpUrl}`);
  }
  if (message.recoveryKey !== null) {
    lines.push(
      '  The recovery key, shown only now. Write it down and lock it away, not on this machine:',
    );
    lines.push(`  ${message.recoveryKey}`);
    lines.push('  Only with it is a stolen signing key taken from the loudspeakers.');
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
