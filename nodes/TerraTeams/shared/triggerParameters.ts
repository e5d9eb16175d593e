import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InputError } from './inputError';
import { Parameters } from './parameters';

/** The parameters of a trigger node, which has no input items. */
export class TriggerParameters extends Parameters {
	constructor(private readonly functions: IPollFunctions | IWebhookFunctions) {
		super();
	}

	value(name: string): unknown {
		return this.functions.getNodeParameter(name, null, { skipValidation: true });
	}

	entered(name: string): unknown {
		return this.functions.getNodeParameter(name, null, {
			rawExpressions: true,
			skipValidation: true,
		});
	}

	get timeZone(): string {
		return this.functions.getTimezone();
	}

	/**
	 * The events of the field Trigger On.
	 *
	 * @throws InputError where none is chosen, or one that the trigger does not know
	 */
	events<Event extends string>(isEvent: (name: string) => name is Event): ReadonlySet<Event> {
		const names = this.list('triggerOn', 'Trigger On');
		const events = names.filter(isEvent);
		if (events.length > 0 && events.length === names.length) return new Set(events);
		throw new InputError('Trigger On is empty or has an unknown event', 'Choose an event.');
	}
}
