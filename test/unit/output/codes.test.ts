import * as tables from '../../../nodes/TerraTeams/output/codes';
import { codeName } from '../../../nodes/TerraTeams/output/columnName';
import {
	lowerCaseLabelOf,
	movementLabelOf,
	labelOf,
} from '../../../nodes/TerraTeams/output/codeLabels';
import expected from './codes.json';

/** Code, Terra's own name, and our label for it, by table: see codes.json. */
type Entry = [code: number, name: string, label: string];

const expectedTables = Object.entries(expected) as [keyof typeof expected, Entry[]][];

describe.each(expectedTables)('the codes of %s', (name, entries) => {
	const table = tables[name];

	it('are these and no others', () => {
		expect(Object.fromEntries(entries.map(([code, , label]) => [code, label]))).toEqual(table);
	});

	it("say nothing where Terra's name is NA or UNKNOWN", () => {
		for (const [code, terraName, label] of entries) {
			const saysNothing = terraName === 'NA' || terraName === 'UNKNOWN';
			expect(labelOf(table, code)).toBe(saysNothing ? null : label);
		}
	});

	it('that are new are unknown', () => {
		expect(labelOf(table, 37_000)).toBe('Unknown (37000)');
	});
});

describe('the expected tables', () => {
	it('are all that tests and activities have, with 421 codes', () => {
		expect(expectedTables).toHaveLength(14);
		expect(expectedTables.flatMap(([, entries]) => entries)).toHaveLength(421);
	});

	it("have labels with the same letters as Terra's names, but for these", () => {
		const plain = (text: string) =>
			codeName(text.replaceAll('°', ' degrees'))
				.replace(/^metric_/, '')
				.replace(/degrees?/g, 'degrees');
		const different = expectedTables.flatMap(([name, entries]) =>
			entries
				.filter(([, terraName, label]) => {
					const written = terraName.toLowerCase().replace(/^p(?=\d)/, '');
					return plain(label) !== written.replace(/degrees?/g, 'degrees');
				})
				.filter(([, terraName]) => terraName !== 'NA')
				.map(([, terraName, label]) => `${name} ${terraName}: ${label}`),
		);
		expect(different).toMatchInlineSnapshot(`
		[
		  "side ASYMMETRY_PERCENTAGE: Asymmetry",
		  "position SUPINE_ELBOW_90_DEGREES_120_SHOULDER_ABDUCTION: Supine, Elbow 90°, 120° Shoulder Abduction",
		  "position P90_DEGREE_ELBOW_FLEXION_90_ABDUCTION_WRIST_NEUTRAL: 90° Elbow Flexion, 90° Abduction, Wrist Neutral",
		  "position P90_DEGREE_ELBOW_FLEXION_90_ABDUCTION_WRIST_SUPINATED: 90° Elbow Flexion, 90° Abduction, Wrist Supinated",
		  "position P90_DEGREE_ELBOW_FLEXION_90_ABDUCTION_WRIST_PRONATED: 90° Elbow Flexion, 90° Abduction, Wrist Pronated",
		  "biomechanicalMovement INTERNAL_ROTATION_EXTERNAL_ROTATION: Internal / External Rotation",
		  "biomechanicalMovement LATERAL_FLEXION_LEFT_LATERAL_FLEXION_RIGHT: Lateral Flexion Left / Right",
		  "biomechanicalMovement ROTATION_LEFT_ROTATION_RIGHT: Rotation Left / Right",
		  "biomechanicalMovement RADIAL_DEVIATION_ULNA_DEVIATION: Radial / Ulnar Deviation",
		  "biomechanicalMovement ULNA_DEVIATION: Ulnar Deviation",
		  "exerciseType BICEP_CURLS: Biceps Curls",
		  "exerciseType DIP_SEATED: Seated Dip",
		  "exerciseType EXTENSION_TRICEPS: Triceps Extension",
		  "exerciseType EXTENSION_TRUNK: Trunk Extension",
		  "exerciseType PULLUP: Pull-Up",
		  "exerciseType PUSHUP: Push-Up",
		  "exerciseType ROW_LOW: Low Row",
		  "exerciseType ROW_SEATED: Seated Row",
		  "exerciseType ROW_TBAR: T-Bar Row",
		  "testType COUNTERMOVEMENT_JUMP_LOADED: Loaded Countermovement Jump",
		  "testType SQUAT_JUMP_LOADED: Loaded Squat Jump",
		  "variation KETTLE_BELL: Kettlebell",
		  "variation LEG_EXT: Leg Extension",
		  "variation HIP_EXT: Hip Extension",
		]
	`);
	});
});

describe('a code', () => {
	it('may be missing, null or of any other type', () => {
		for (const code of [undefined, null, true, [], {}, '']) {
			expect(labelOf(tables.side, code)).toBeNull();
		}
		expect(labelOf(tables.side, 'LEFT')).toBe('LEFT');
		expect(labelOf(tables.side, 1.5)).toBe('Unknown (1.5)');
	});

	it('of a movement from 480 on is an exercise', () => {
		expect(movementLabelOf(180)).toBe('Jump');
		expect(movementLabelOf(480)).toBe('Nordic');
		expect(movementLabelOf(1250)).toBe('Custom');
		expect(movementLabelOf(9999)).toBe('Custom');
		expect(movementLabelOf(479)).toBe('Unknown (479)');
		expect(movementLabelOf(481)).toBe('Unknown (481)');
		expect(movementLabelOf(-1)).toBeNull();
	});

	it('of a movement may be missing, null or of any other type', () => {
		// An object that cannot be made a text or a number would be an error in a comparison.
		for (const code of [undefined, null, true, [], [500], {}, '', { toString: null }]) {
			expect(movementLabelOf(code)).toBeNull();
		}
		expect(movementLabelOf('JUMP')).toBe('JUMP');
		expect(movementLabelOf('180')).toBe('180');
	});

	it('is written in lower case where the API itself writes the word so', () => {
		expect(lowerCaseLabelOf(tables.isHomeFlag, 1)).toBe('home');
		expect(lowerCaseLabelOf(tables.isHomeFlag, -1)).toBeNull();
	});
});
