using System.Globalization;

namespace QuizPlatform.Platform.Tests;

public sealed class GlobalizationTests
{
    [Fact]
    public void Every_thread_writes_as_machines_read_wherever_the_machine_stands()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("tr-TR");

        Globalization.Start();

        Assert.Equal("0.5 I", OnAThreadOfItsOwn(() => $"{0.5} {char.ToUpper('i', CultureInfo.CurrentCulture)}"));
    }

    private static string OnAThreadOfItsOwn(Func<string> work)
    {
        var text = "";
        var thread = new Thread(() => text = work());
        thread.Start();
        thread.Join();
        return text;
    }
}
