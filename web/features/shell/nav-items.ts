import {
  AudioLines,
  CalendarCheck,
  CalendarDays,
  ChartColumn,
  ClipboardList,
  Flag,
  Headphones,
  House,
  Inbox,
  ListRestart,
  MapPinned,
  Radio,
  ScrollText,
  Users,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { Action } from '../../../core/access/roles.ts';

export interface NavItem {
  path: string;
  /** Key of its word. */
  word: string;
  icon: Component;
  /** Any one of these; everybody where there is none. */
  needs: readonly Action[];
  /** Has a place in the phone's bottom bar. */
  isFirst: boolean;
}

/** The console's rooms, in order of use. */
export const navItems: readonly NavItem[] = [
  { path: '/', word: 'nav.today', icon: House, needs: [], isFirst: true },
  { path: '/recordings', word: 'nav.recordings', icon: AudioLines, needs: [], isFirst: true },
  { path: '/timetable', word: 'nav.timetable', icon: CalendarDays, needs: [], isFirst: true },
  { path: '/endpoints', word: 'nav.endpoints', icon: Radio, needs: [], isFirst: true },
  {
    path: '/asks',
    word: 'ask.nav',
    icon: Inbox,
    needs: ['ask.answer', 'broadcast.write'],
    isFirst: false,
  },
  {
    path: '/approval',
    word: 'nav.queue',
    icon: Headphones,
    needs: ['recording.approve'],
    isFirst: false,
  },
  {
    path: '/weeks',
    word: 'nav.weeks',
    icon: CalendarCheck,
    needs: ['week.approve', 'week.submit'],
    isFirst: false,
  },
  { path: '/as-run', word: 'nav.asRun', icon: ClipboardList, needs: [], isFirst: false },
  { path: '/reports', word: 'nav.reports', icon: ChartColumn, needs: [], isFirst: false },
  { path: '/campaigns', word: 'nav.campaigns', icon: Flag, needs: [], isFirst: false },
  { path: '/people', word: 'nav.people', icon: Users, needs: ['user.write'], isFirst: false },
  {
    path: '/places',
    word: 'nav.places',
    icon: MapPinned,
    needs: ['area.write', 'station.write', 'session.write', 'programme.write', 'window.write'],
    isFirst: false,
  },
  { path: '/work', word: 'nav.work', icon: ListRestart, needs: ['work.manage'], isFirst: false },
  { path: '/audit', word: 'nav.audit', icon: ScrollText, needs: ['audit.read'], isFirst: false },
];

/** The item that an address belongs to. */
export function itemOf(path: string): NavItem | undefined {
  return navItems.find((item) =>
    item.path === '/'
      ? path === '/' || path === '/today'
      : path === item.path || path.startsWith(`${item.path}/`),
  );
}
