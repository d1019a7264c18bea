using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using QuizPlatform.Users;

namespace QuizPlatform.Seed;

/// <summary>Accounts with confirmed addresses and one password for all: <c>author</c>, <c>player1</c>, <c>player2</c>, …</summary>
internal static class SeededAccounts
{
    public const string Password = "seeded players play";

    public static async Task Write(string file, Population population)
    {
        var options = Options.Create(new PasswordHasherOptions { IterationCount = new Users.PasswordOptions().Iterations });
        var hash = new PasswordHasher<User>(options).HashPassword(User.NeverRegistered("", default), Password);
        await using var store = await SeededStore<UsersDb>.Create(file);
        Add(population.AuthorId, "author", "The author", population.Began, Role.Player, Role.Author);
        for (var player = 0; player < population.Players; player++)
            Add(population.PlayerId(player), $"player{player + 1}", NameOf(player), population.CameAt(player), Role.Player);
        await store.Complete();

        void Add(string id, string name, string displayName, DateTimeOffset at, params string[] roles)
        {
            var (username, email) = (Username.Parse(name)!, EmailAddress.Parse($"{name}@example.org")!);
            var user = User.Register(id, username, email, displayName, hash, roles, at);
            user.ConfirmAddress(at);
            store.Add(user);
            store.Add(new Reservation(Reservation.IdOf(username), id, at));
            store.Add(new Reservation(Reservation.IdOf(email), id, at));
        }
    }

    public static string NameOf(int player) => $"Player {player + 1}";
}
