using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Users;

/// <summary>A friendly name for who gives none: an adjective, an animal and a number, always the same for the same id.</summary>
internal static class MadeUpName
{
    // The German animals are all masculine, for the adjectives' sake.
    private static readonly string[] EnglishAdjectives =
    [
        "Brave", "Bright", "Calm", "Cheerful", "Clever", "Curious", "Daring", "Dreamy", "Eager", "Fair", "Gentle", "Happy", "Jolly", "Kind", "Lively",
        "Lucky", "Merry", "Mighty", "Modest", "Nimble", "Patient", "Polite", "Proud", "Quick", "Quiet", "Sunny", "Thoughtful", "Tireless", "Wakeful",
        "Wise", "Witty", "Wondrous",
    ];

    private static readonly string[] GermanAdjectives =
    [
        "Tapferer", "Heller", "Ruhiger", "Fröhlicher", "Kluger", "Neugieriger", "Kühner", "Verträumter", "Eifriger", "Fairer", "Sanfter", "Glücklicher",
        "Munterer", "Netter", "Lebhafter", "Vergnügter", "Heiterer", "Mächtiger", "Bescheidener", "Wendiger", "Geduldiger", "Höflicher", "Stolzer",
        "Flinker", "Stiller", "Sonniger", "Bedachter", "Unermüdlicher", "Wacher", "Weiser", "Witziger", "Wundersamer",
    ];

    private static readonly string[] EnglishAnimals =
    [
        "Badger", "Bear", "Beaver", "Bison", "Howler", "Cockatoo", "Cuckoo", "Dolphin", "Eagle", "Elephant", "Falcon", "Finch", "Fox", "Frog",
        "Hamster", "Hare", "Hedgehog", "Heron", "Hoopoe", "Kingfisher", "Lion", "Lynx", "Otter", "Owl", "Panda", "Parrot", "Penguin", "Raven", "Stork",
        "Swan", "Tiger", "Whale",
    ];

    private static readonly string[] GermanAnimals =
    [
        "Dachs", "Bär", "Biber", "Bison", "Brüllaffe", "Kakadu", "Kuckuck", "Delfin", "Adler", "Elefant", "Falke", "Fink", "Fuchs", "Frosch", "Hamster",
        "Hase", "Igel", "Reiher", "Wiedehopf", "Eisvogel", "Löwe", "Luchs", "Otter", "Uhu", "Panda", "Papagei", "Pinguin", "Rabe", "Storch", "Schwan",
        "Tiger", "Wal",
    ];

    /// <param name="language"><c>en</c> or <c>de</c>.</param>
    public static string Of(string userId, string language)
    {
        var (adjectives, animals) = language == "de" ? (GermanAdjectives, GermanAnimals) : (EnglishAdjectives, EnglishAnimals);
        var chosen = SHA256.HashData(Encoding.ASCII.GetBytes(userId));
        return $"{adjectives[chosen[0] % adjectives.Length]} {animals[chosen[1] % animals.Length]} {10 + (chosen[2] % 90)}";
    }
}
