import type { RouteLocation, RouteRecordRaw } from 'vue-router';
import { createRouter, createWebHistory } from 'vue-router';
import type { Action } from '../core/access/roles.ts';
import { useApi } from './api/use-api.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name. */
    title: string;
    /** For people who are not signed in: without the rail. */
    isOpen?: boolean;
    /** Says only what `i18n/*-first.ts` holds. */
    isFirst?: boolean;
    /** Any one of these, anywhere, where the server shows nobody else what is there. */
    needs?: readonly Action[];
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { title: 'signIn.title', isOpen: true },
  },
  {
    path: '/set-up',
    component: () => import('./pages/SetUpPage.vue'),
    meta: { title: 'setUp.title', isOpen: true },
  },
  {
    path: '/reset',
    component: () => import('./pages/ResetPage.vue'),
    meta: { title: 'people.resetTitle', isOpen: true },
  },
  {
    path: '/pairing-sheet/:id',
    component: () => import('./pages/PairingSheetPage.vue'),
    meta: { title: 'pairingSheet.title', isOpen: true },
  },
  {
    path: '/declare',
    component: () => import('./pages/DeclarePage.vue'),
    meta: { title: 'declare.title', isOpen: true },
  },
  {
    path: '/listen',
    component: () => import('./pages/ListenPage.vue'),
    meta: { title: 'listen.title', isOpen: true },
  },
  {
    path: '/',
    component: () => import('./pages/HomePage.vue'),
    meta: { title: 'nav.today', isFirst: true },
  },
  {
    path: '/today',
    component: () => import('./pages/TodayPage.vue'),
    meta: { title: 'nav.today', isFirst: true },
  },
  {
    path: '/recordings/:id?',
    component: () => import('./pages/RecordingsPage.vue'),
    meta: { title: 'nav.recordings' },
  },
  {
    path: '/approval/:id?',
    component: () => import('./pages/ApprovalPage.vue'),
    meta: { title: 'nav.queue', needs: ['recording.approve'] },
  },
  { path: '/asks', component: () => import('./pages/AsksPage.vue'), meta: { title: 'ask.title' } },
  {
    path: '/timetable',
    component: () => import('./pages/TimetablePage.vue'),
    meta: { title: 'nav.timetable' },
  },
  {
    path: '/timetable/new',
    component: () => import('./pages/BroadcastPage.vue'),
    meta: { title: 'nav.newBroadcast' },
  },
  {
    path: '/timetable/broadcasts/:id',
    component: () => import('./pages/BroadcastPage.vue'),
    meta: { title: 'broadcast.edit' },
  },
  {
    path: '/weeks',
    component: () => import('./pages/WeeksPage.vue'),
    meta: { title: 'nav.weeks' },
  },
  {
    path: '/endpoints',
    component: () => import('./pages/EndpointsPage.vue'),
    meta: { title: 'nav.endpoints' },
  },
  {
    path: '/endpoints/pairing',
    component: () => import('./pages/PairingPage.vue'),
    meta: { title: 'unpaired.title', needs: ['endpoint.pair'] },
  },
  {
    path: '/endpoints/:id',
    component: () => import('./pages/EndpointPage.vue'),
    meta: { title: 'endpointPage.title' },
  },
  {
    path: '/readiness/:subject',
    component: () => import('./pages/ReadinessPage.vue'),
    meta: { title: 'care.ready.title' },
  },
  {
    path: '/as-run',
    component: () => import('./pages/AsRunPage.vue'),
    meta: { title: 'nav.asRun' },
  },
  {
    path: '/reports',
    component: () => import('./pages/ReportsPage.vue'),
    meta: { title: 'report.title' },
  },
  {
    path: '/campaigns',
    component: () => import('./pages/CampaignsPage.vue'),
    meta: { title: 'nav.campaigns' },
  },
  {
    path: '/doubts',
    component: () => import('./pages/DoubtsPage.vue'),
    meta: { title: 'proof.doubt.title', needs: ['proof.decide'] },
  },
  {
    path: '/people',
    component: () => import('./pages/PeoplePage.vue'),
    meta: { title: 'nav.people', needs: ['user.write'] },
  },
  {
    path: '/audit',
    component: () => import('./pages/AuditPage.vue'),
    meta: { title: 'nav.audit', needs: ['audit.read'] },
  },
  {
    path: '/work',
    component: () => import('./pages/WorkPage.vue'),
    meta: { title: 'nav.work', needs: ['work.manage'] },
  },
  {
    path: '/places',
    component: () => import('./pages/PlacesPage.vue'),
    meta: { title: 'nav.places' },
  },
  { path: '/more', component: () => import('./pages/MorePage.vue'), meta: { title: 'nav.more' } },
  {
    path: '/:rest(.*)*',
    component: () => import('./pages/NotFoundPage.vue'),
    meta: { title: 'notFound.title' },
  },
];

/** Whether one stays where one is: on the desk, what is opened stands beside the list it came from. */
function isSamePlace(to: RouteLocation, from: RouteLocation): boolean {
  if (to.path === from.path) return true;
  return to.matched[0] === from.matched[0] && matchMedia('(width >= 64rem)').matches;
}

/** Pages by address; all but a few need somebody who is signed in. */
export function createConsoleRouter() {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (isSamePlace(to, from) ? {} : { top: 0 }),
  });
  router.beforeEach(async (to) => {
    const api = useApi();
    await api.recall().catch(() => undefined);
    if (to.meta.isOpen === true || api.me !== null) return true;
    return { path: '/sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  });
  return router;
}
