import { expectThemToBeAsInAMap } from '../../unit/polling/seenRecordArbitraries';

it('remembers and forgets as a map does, whatever the order', () => {
	expectThemToBeAsInAMap(1000);
});
