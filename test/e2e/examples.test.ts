/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { withCredential } from '../../demo/examples';
import type { Execution, SavedWorkflow, WorkflowJson } from '../../tools/n8n/n8nApi';
import { waitFor } from '../../tools/waitFor';
import type {
	ActivityMetric,
	ActivityRecord,
	AthleteRecord,
	Histories,
	OwnedTest,
	TestMetric,
} from '../../simulator';
import { activitiesOf, testsOf } from '../nodes/dataset';
import { startStack, type Stack } from './stack';

type Json = Record<string, unknown>;

const folder = join(__dirname, '../../examples');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** The nodes in whose place n8n's pinned data stands: what they talk to is not here. */
const outside = ['n8n-nodes-base.emailSend', 'n8n-nodes-base.googleSheets', 'n8n-nodes-base.slack'];

/** How many of the newest records the trigger shows in a manual run. */
const sampleSize = 3;

describe('the examples in a real n8n', () => {
	let stack: Stack;
	/** The files that were imported and executed to the end. */
	const proven = new Set<string>();

	beforeAll(async () => {
		stack = await startStack();
	});

	afterAll(async () => {
		await stack?.close();
	});

	/** Imports an example as it is, but for the credential and the pinned data of what is outside. */
	async function importExample(file: string, given: Record<string, Json[]> = {}) {
		const example = read(file);
		const pinned = example.nodes
			.filter(({ type }) => outside.includes(type))
			.map(({ name }) => [name, (given[name] ?? [{ ok: true }]).map((json) => ({ json }))]);
		const pinData = Object.fromEntries(pinned) as Json;
		return await stack.api.createWorkflow({
			...withCredential(example, stack.credential),
			pinData,
		});
	}

	/** Imports an example and executes it by hand; gives what each of its nodes gave. */
	async function runExample(file: string, given?: Record<string, Json[]>) {
		const workflow = await importExample(file, given);
		const execution = await stack.api.runWorkflow(workflow.id);
		return outputsOf(file, workflow, execution);
	}

	/** Fails where a node that is reached from the start has not run. */
	function outputsOf(file: string, workflow: SavedWorkflow, execution: Execution) {
		expect(execution.error).toBeUndefined();
		expect(execution.status).toBe('success');
		const ran = execution.nodeRuns.map(({ node }) => node);
		expect([...ran].sort()).toEqual(reachedFrom(ran[0] ?? '', workflow).sort());
		proven.add(file);
		return (node: string): Json[] =>
			execution.nodeRuns.find((run) => run.node === node)?.outputs[0] ?? [];
	}

	const coachOf = (provider: string) => {
		const coaches = stack.simulator.dataset.coaches;
		return coaches.find((coach) => coach.provider === provider)?.coach_id ?? '';
	};
	const athletesOf = (coachId: string) =>
		stack.simulator.dataset.athletes.filter((athlete) => athlete.coach_id === coachId);

	/** A jump test of a known athlete with known values, the newest of all. */
	function addJump(): { athlete: AthleteRecord; testId: unknown } {
		const coachId = coachOf('VALD');
		const athlete = athletesOf(coachId)[2];
		if (!athlete) throw new Error('There is no athlete');
		const test = stack.simulator.admin.addTest(
			coachId,
			{
				display_name: 'Countermovement Jump',
				test_type: 2,
				timestamp_us: Date.now() * 1000,
				tz_offset_seconds: 3600,
				test_result_metrics: [
					metric({ side: 5, aspect: 90, metric_type: 33, value: 41.5 }),
					metric({ side: 1, metric_type: 2, value: 1000 }),
					metric({ side: 2, metric_type: 2, value: 800 }),
					metric({ side: 6, metric_type: 2, value: -20 }),
					metric({ side: 6, metric_type: 4, value: 10 }),
				],
				sets: [],
			},
			athlete.athlete_id,
		);
		return { athlete, testId: test.test_id };
	}

	test.each(files)('%s holds no credential and no data of anybody', (file) => {
		const example = read(file);
		expect(example.nodes.filter((node) => 'credentials' in node)).toEqual([]);
		expect(example.pinData).toEqual({});
		const chosen = example.nodes.flatMap(({ parameters }) =>
			['documentId', 'sheetName', 'channelId'].flatMap((name) => parameters[name] ?? []),
		);
		for (const choice of chosen) expect(choice).toMatchObject({ value: '' });
		expect(example.nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote')).toBe(true);
	});

	test('new tests become rows of a sheet and messages in Slack', async () => {
		const { athlete, testId } = addJump();
		const output = await runExample('new-tests-to-slack-and-sheets.json');

		const rows = output('New Data');
		const newest = testsOf(stack).reverse().slice(0, sampleSize);
		expect(rows.map(({ test_id: id }) => id)).toEqual(newest.map(({ test_id: id }) => id));
		const [row] = rows;
		expect(row).toMatchObject({
			event: 'test.created',
			test_id: testId,
			athlete_id: athlete.athlete_id,
			athlete_name: nameOf(athlete),
			name: 'Countermovement Jump',
			jump_height_max_takeoff_concentric_both: 41.5,
			force_max_concentric_left: 1000,
			force_max_concentric_right: 800,
			force_max_concentric_asymmetry_percent: -20,
		});
		for (const other of rows) expect(Object.keys(other)).toEqual(Object.keys(row ?? {}));

		const [message] = output('Message');
		const time = String(row?.local_time);
		expect(message?.message).toMatch(
			new RegExp(
				`^${nameOf(athlete)}: Countermovement Jump, \\d+ \\w+ \\d{4}, ${time.slice(11, 16)}, jump height 41.5$`,
			),
		);
		expect(output('Message')).toHaveLength(sampleSize);
	});

	test('new activities become a row per athlete in a sheet', async () => {
		const output = await runExample('activities-to-sheets.json');
		const newest = activitiesOf(stack).reverse().slice(0, sampleSize);
		const expected = newest.flatMap((activity) =>
			metricsByAthlete(activity).map(([athlete, values]) => [
				activity.activity_id,
				athlete,
				values.get('total_distance') ?? null,
			]),
		);
		expect(expected.length).toBeGreaterThan(sampleSize);
		const rows = output('Whole Activities').map((row) => [
			row.activity_id,
			row.athlete_id,
			row.total_distance_m,
		]);
		expect(rows.sort()).toEqual(expected.sort());
		// The periods were there, and have been left out.
		expect(output('New Data').length).toBeGreaterThan(rows.length);
	});

	test('the weekly report adds up what each athlete of the squad has done', async () => {
		const output = await runExample('weekly-squad-report.json');
		const from = new Date();
		from.setHours(0, 0, 0, 0);
		from.setDate(from.getDate() - 7);
		const sums = new Map<string, { sessions: number; distance: number; speed: number }>();
		for (const activity of activitiesOf(stack, undefined, { from: from.toISOString() })) {
			for (const [athlete, values] of metricsByAthlete(activity)) {
				const sum = sums.get(athlete) ?? { sessions: 0, distance: 0, speed: 0 };
				sum.sessions++;
				sum.distance += values.get('total_distance') ?? 0;
				sum.speed = Math.max(sum.speed, values.get('max_velocity') ?? 0);
				sums.set(athlete, sum);
			}
		}
		expect(sums.size).toBeGreaterThan(3);
		const expected = [...sums].map(([id, { sessions, distance, speed }]) => {
			const athlete = stack.simulator.dataset.athletes.find((one) => one.athlete_id === id);
			const kilometres = (distance / 1000).toFixed(1);
			return `• ${nameOf(athlete)}: ${sessions} sessions, ${kilometres} km, top speed ${speed} m/s`;
		});
		const [{ message } = { message: '' }] = output('Message');
		const [title, ...lines] = String(message).split('\n');
		expect(title).toBe("*The squad's last seven days*");
		expect(lines.sort()).toEqual(expected.sort());
	});

	test('the highest jump of the week is named, and compared with the athlete itself', async () => {
		const vald = coachOf('VALD');
		const [athlete] = athletesOf(vald);
		const jump = (days: number, value: number) =>
			stack.simulator.admin.addTest(
				vald,
				{
					display_name: 'Countermovement Jump',
					test_type: 2,
					timestamp_us: (Date.now() - days * 86_400_000) * 1000,
					test_result_metrics: [metric({ side: 5, aspect: 90, metric_type: 33, value })],
				},
				athlete?.athlete_id,
			);
		// Nobody else jumps as high; the mean of the weeks before has these two alone for this athlete.
		for (const owned of stack.simulator.dataset.tests.get(vald) ?? []) {
			if (owned.athleteId === athlete?.athlete_id) owned.record.test_type = 12;
		}
		jump(1, 99);
		jump(10, 80);
		jump(20, 100);
		const output = await runExample('highest-jump-of-the-week.json');
		const [message, ...others] = output('Message');
		expect(others).toEqual([]);
		expect(message?.message).toBe(
			`Highest countermovement jump of the week: *${nameOf(athlete)}*, 99.0. 10.0 % against the mean of 2 tests in the four weeks before.`,
		);
	});

	test('the roster sync writes the IDs of the sheet, in one request', async () => {
		const { simulator } = stack;
		const athletes = athletesOf(coachOf('VALD')).filter(({ email }) => typeof email === 'string');
		const [first, second, same] = athletes;
		const before = athletes.map(({ reference_id: id }) => id);
		simulator.clearRequests();
		const output = await runExample('roster-sync.json', {
			'Google Sheets': [
				{ email: first?.email, player_id: 1001 },
				{ email: second?.email, player_id: 'P-2' },
				{ email: same?.email, player_id: same?.reference_id },
				{ email: 'nobody@club.example', player_id: 1004 },
			],
		});
		expect(athletes.map(({ reference_id: id }) => id)).toEqual(['1001', 'P-2', ...before.slice(2)]);
		expect(simulator.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
		const saved = output('Update Many').map(({ athlete_id: id }) => id);
		const ids = [first, second, same].map((athlete) => athlete?.athlete_id);
		expect(saved.filter((id) => id !== undefined).sort()).toEqual(ids.sort());
		expect(output('Update Many').flatMap(({ error }) => error ?? [])).toEqual([
			expect.stringContaining('No athlete has the Email "nobody@club.example"'),
		]);
	});

	test('onboarding sends the coach a link, and hears when the coach is registered', async () => {
		const file = 'coach-onboarding.json';
		const output = await runExample(file);
		const [link] = output('Authentication Link');
		expect(link?.url).toMatch(/^https:/);
		const [invitation] = output('Invitation');
		expect(invitation?.to).toBe('alex@club.example');
		expect(String(invitation?.text).split('\n')).toContain(link?.url);
		const request = stack.simulator.requests.at(-1);
		expect(JSON.stringify(request?.body)).toContain('coach-42');

		const workflow = await importExample(file);
		await stack.api.call('POST', `/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name: 'Coach Registered' },
		});
		// The address at which the editor listens, as after "Execute workflow".
		const trigger = workflow.nodes.find(({ name }) => name === 'Coach Registered');
		const { admin, pushes } = stack.simulator;
		pushes.register(`${stack.n8n.url}/webhook-test/${String(trigger?.webhookId)}/webhook`);
		admin.addCoach({ provider: 'VALD', reference_id: 'coach-42' });
		await pushes.settled();
		const outputs = outputsOf(file, workflow, await executionOf(workflow.id));
		expect(outputs('Message')).toEqual([{ message: 'A coach is connected: coach-42 (VALD)' }]);
	});

	test('asymmetries beyond the threshold become messages, others do not', async () => {
		// Terra's own; both sides without one; both sides in repetitions alone.
		const { athlete } = addJump();
		const sides = (left: number, right: number) => [
			metric({ side: 1, metric_type: 2, value: left }),
			metric({ side: 2, metric_type: 2, value: right }),
		];
		const tests = [
			{ test_result_metrics: sides(437.25, 577.75), sets: [] },
			{ test_result_metrics: [], sets: [{ reps: [sides(500, 505), sides(400, 500)] }] },
		];
		for (const { test_result_metrics: ofTest, sets } of tests) {
			stack.simulator.admin.addTest(
				coachOf('VALD'),
				{
					display_name: 'Nordic',
					timestamp_us: Date.now() * 1000,
					test_result_metrics: ofTest,
					sets: sets.map(({ reps }) => ({ ...emptySet, reps: reps.map(repOf) })),
				},
				athlete.athlete_id,
			);
		}
		const output = await runExample('asymmetry-alert.json');
		const name = nameOf(athlete);
		const messages = output('Message').map(({ message }) => message);
		expect(messages.sort()).toEqual(
			[
				`${name}: Countermovement Jump, Force differs by 20 % between left and right`,
				`${name}: Nordic, Force differs by 24.32 % between left and right`,
				`${name}: Nordic, Force differs by 20 % between left and right in set 1, repetition 2`,
			].sort(),
		);
	});

	describe('with histories in which some athletes stand out', () => {
		let who: Histories;
		/** The data of the other tests, which comes back afterwards. */
		let others: { tests: Map<string, OwnedTest[]>; activities: Map<string, ActivityRecord[]> };

		beforeAll(() => {
			const { admin, dataset } = stack.simulator;
			others = { tests: new Map(dataset.tests), activities: new Map(dataset.activities) };
			for (const id of dataset.tests.keys()) dataset.tests.set(id, []);
			for (const id of dataset.activities.keys()) dataset.activities.set(id, []);
			who = admin.addHistories();
		});

		afterAll(() => {
			const { dataset } = stack.simulator;
			for (const [id, tests] of others.tests) dataset.tests.set(id, tests);
			for (const [id, activities] of others.activities) dataset.activities.set(id, activities);
		});

		test('the readiness alert names those who jump below their normal, and nobody else', async () => {
			// The trigger shows the three newest: these two, and one as usual.
			const held = stack.simulator.dataset.tests.get(coachOf('VALD')) ?? [];
			const [drop, decline, , usual] = athletesOf(coachOf('VALD'));
			for (const athlete of [drop, decline, usual]) {
				const newest = held.filter(({ athleteId }) => athleteId === athlete?.athlete_id).at(-1);
				if (newest) newest.record.timestamp_us = Date.now() * 1000;
			}
			const output = await runExample('readiness-alert.json');
			expect(output('New Jumps')).toHaveLength(sampleSize);
			const messages = output('Message').map(({ message }) => String(message));
			expect(messages.sort()).toEqual(
				[
					`${nameOf(who.drop)}: Countermovement Jump, jump height 27.0. Usual 30.0 ± 0.4 (13 tests), last time 30.0, z-score -7.8`,
					`${nameOf(who.decline)}: Countermovement Jump, jump height 28.5. Usual 31.5 ± 3.8 (13 tests), last time 31.5, z-score -0.8`,
				].sort(),
			);
		});

		test('the personal bests of the week are those who jumped higher than ever', async () => {
			const output = await runExample('personal-bests.json');
			expect(output('Message').map(({ message }) => message)).toEqual([
				`:tada: ${nameOf(who.best)}: Countermovement Jump, 35.0. The best of the year before was 33.5.`,
			]);
		});

		test('the workload report warns of the athlete who did far more than usual', async () => {
			const output = await runExample('monday-workload.json');
			const [{ message } = { message: '' }] = output('Message');
			const [title, ...lines] = String(message).split('\n');
			expect(title).toBe("*The squad's week, beside the three weeks before*");
			expect(lines).toHaveLength(athletesOf(coachOf('CATAPULT')).length);
			expect(lines.filter((line) => line.startsWith(':warning:'))).toEqual([
				expect.stringContaining(`${nameOf(who.overload)}: `),
			]);
			expect(lines[0]).toContain(nameOf(who.overload));
		});

		test('the page draws the week of each athlete', async () => {
			const file = 'squad-week-page.json';
			const workflow = await importExample(file);
			await stack.api.activate(workflow.id);
			// n8n listens a moment after it has said that the workflow is active.
			const response = await waitFor('the page', async () => {
				const answer = await fetch(`${stack.n8n.url}/webhook/squad-week`);
				return answer.status === 404 ? undefined : answer;
			});
			expect(response.headers.get('content-type')).toMatch(/^text\/html/);
			const html = await response.text();
			const rows = html.split('<tr>').slice(1);
			expect(rows).toHaveLength(athletesOf(coachOf('CATAPULT')).length);
			expect(rows.filter((row) => row.includes('bar high'))).toEqual([rows[0]]);
			expect(rows[0]).toContain(nameOf(who.overload));
			expect(rows[0]).toContain('48,000');
			outputsOf(file, workflow, await executionOf(workflow.id));
		});
	});

	test('no example is left out above', () => {
		expect([...proven].sort()).toEqual([...files].sort());
	});

	/** The newest execution of a workflow, once it has ended. */
	async function executionOf(workflowId: string): Promise<Execution> {
		return await waitFor('an execution', async () => {
			const [newest] = await stack.api.executions({ workflowId });
			return newest?.stoppedAt && (await stack.api.execution(newest.id));
		});
	}
});

function read(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowJson;
}

/** A node and all that come after it. */
function reachedFrom(node: string, { connections }: WorkflowJson): string[] {
	const reached = new Set([node]);
	for (const name of reached) {
		const { main = [] } = (connections[name] ?? {}) as { main?: { node: string }[][] };
		for (const target of main.flat()) reached.add(target.node);
	}
	return [...reached];
}

const emptySet = {
	metrics: [],
	timestamp_us: null,
	duration_us: null,
	side: 0,
	aspect: -1,
	reps: [],
	weight: null,
	exercise_name: null,
	variations: [],
	movement: -1,
};

function repOf(metrics: TestMetric[]) {
	return { offset_us: 0, duration_us: 1, metrics };
}

/** A metric of the whole test: maximum, concentric. */
function metric(own: Partial<TestMetric>): TestMetric {
	return {
		side: 0,
		aspect: -1,
		statistic_type: 3,
		metric_type: 0,
		contraction_type: 2,
		value: null,
		...own,
	};
}

function nameOf(athlete: AthleteRecord | undefined): string {
	return [athlete?.first_name, athlete?.last_name].filter(Boolean).join(' ');
}

/** The numbers of each athlete over a whole activity, by the name of the metric. */
function metricsByAthlete(activity: ActivityRecord): [string, Map<string, number>][] {
	const lists = activity.athlete_metrics as Record<string, ActivityMetric[]>;
	return Object.entries(lists).map(([athlete, metrics]) => [
		athlete,
		new Map(
			metrics.flatMap(({ name, value }) => (typeof value === 'number' ? [[name, value]] : [])),
		),
	]);
}
