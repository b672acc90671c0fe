import type { Passwords } from '../auth/passwords.ts';
import type { BroadcastsDeps } from '../broadcasts/deps.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { AddStationsDeps } from '../first-steps/add-stations.ts';
import type { RecordingsDeps } from '../recordings/deps.ts';
import type { SpeechDeps } from '../speech/deps.ts';

export interface SampleDeps
  extends Omit<AddStationsDeps, 'timetable'>, RecordingsDeps, Omit<SpeechDeps, 'db'> {
  endpoints: EndpointsService;
  passwords: Passwords;
  /** Called for an endpoint that is let in no more. */
  onLockedOut: (endpointId: string) => void;
  broadcasting: BroadcastsDeps;
}
