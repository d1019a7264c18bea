// Each test starts three processes and measures or kills them: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
