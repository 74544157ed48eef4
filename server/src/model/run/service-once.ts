import type { Service } from "./service.js";

/** For what follows from a service alone: worked out once, whichever rules ask, and for however many commands. */
export function onceForService<T>(find: (service: Service) => T): (service: Service) => T {
  const known = new WeakMap<Service, { readonly found: T }>();
  return (service) => {
    const answer = known.get(service) ?? { found: find(service) };
    known.set(service, answer);
    return answer.found;
  };
}
