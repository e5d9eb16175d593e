import { mean, sampleStandardDeviation, sum } from 'simple-statistics';

import { workloadOf } from '../../../nodes/TerraTeams/history/workload';
import { randomOf } from '../../unit/history/histories';

const windows = { acuteDays: 7, chronicDays: 28 };
const histories = 10_000;

it(`equals a statistics library over ${histories} random histories`, () => {
	const random = randomOf(2);
	for (let n = 0; n < histories; n++) {
		const scale = 10 ** Math.floor(random() * 7 - 2);
		const loads = Array.from({ length: 21 + Math.floor(random() * 60) }, () =>
			random() < 0.4 ? 0 : random() * scale,
		);
		const acute = loads.slice(-7);
		const ours = workloadOf(loads, windows);
		const expected = {
			acuteLoad: sum(acute),
			chronicLoad: sum(loads.slice(-28)),
			acwrRolling: mean(acute) / mean(loads.slice(-28)),
			acwrUncoupled: mean(acute) / mean(loads.slice(-28, -7)),
			monotony: mean(acute) / sampleStandardDeviation(acute),
			strain: (sum(acute) * mean(acute)) / sampleStandardDeviation(acute),
			weekChangePercent: (sum(acute) / sum(loads.slice(-14, -7)) - 1) * 100,
		};
		for (const [name, other] of Object.entries(expected)) {
			const value = ours[name as keyof typeof expected];
			const isEqual = value === null ? !Number.isFinite(other) : isNear(value, other);
			if (!isEqual) expect({ name, value }).toEqual({ name, value: other });
		}
	}
});

function isNear(one: number, other: number): boolean {
	return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
}
