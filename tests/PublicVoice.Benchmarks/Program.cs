Console.WriteLine("PublicVoice benchmarks");
