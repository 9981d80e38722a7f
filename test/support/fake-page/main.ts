import { API_GLOBAL } from '../../../shared/ipc/channel';
import { readScenario, readTheme } from './scenario';
import { createWorld } from './world';

const api = createWorld(readScenario(location.search), readTheme(location.search));
Object.defineProperty(window, API_GLOBAL, { value: api });
