import { UnnamedMetricsError } from '../queries/unnamedMetrics';
import { UnnamedTestsError } from '../queries/unnamedTests';
import { sentenceOf } from '../shared/nodeErrors';

/** What could not be looked up for the output of an execution. */
export type Report = UnnamedMetricsError | UnnamedTestsError;

/** Collects the reports of all items of an execution. Those with the same cause become one. */
export class Reports {
	private readonly byCause = new Map<string, Report>();

	add(report: Report): void {
		const cause = causeOf(report);
		const other = this.byCause.get(cause);
		this.byCause.set(cause, other ? merge(other, report) : report);
	}

	/** A sentence for each cause. */
	sentences(): string[] {
		return [...this.byCause.values()].map(sentenceOf);
	}
}

function causeOf(report: Report): string {
	const kind = report instanceof UnnamedTestsError ? 'tests' : report.hasLastSchema;
	return `${kind} ${report.failure === null ? '' : sentenceOf(report.failure)}`;
}

function merge(one: Report, other: Report): Report {
	const coachIds = [...new Set([...one.coachIds, ...other.coachIds])];
	if (one instanceof UnnamedTestsError && other instanceof UnnamedTestsError) {
		return new UnnamedTestsError(coachIds, one.tests + other.tests, one.failure);
	}
	if (one instanceof UnnamedMetricsError) {
		return new UnnamedMetricsError(coachIds, one.hasLastSchema, one.failure);
	}
	return one;
}
