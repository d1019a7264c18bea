using QuizPlatform.Describe;

// The file to write: see scripts/describe.sh.
await File.WriteAllTextAsync(args.Single(), Description.Text());
