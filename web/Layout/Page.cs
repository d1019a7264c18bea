using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Layout;

/// <summary>A page that has what it shows before anything of it is rendered.</summary>
public abstract class Page : ComponentBase
{
    [CascadingParameter] public HttpContext Context { get; set; } = null!;

    [Inject] private NavigationManager Here { get; set; } = null!;

    [Inject] private IStringLocalizer<Texts> Sentences { get; set; } = null!;

    /// <summary>Whether the page is for those only who are signed in, be it as guests.</summary>
    protected virtual bool NeedsSession => NeedsAccount;

    /// <summary>Whether the page is for those only who have an account.</summary>
    protected virtual bool NeedsAccount => false;

    /// <summary>Where somebody is sent who has no session.</summary>
    protected virtual string FirstOfAll(NavigationManager here) => Links.SignIn(here);

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (NeedsSession && !Context.User.IsSignedIn)
        {
            Here.NavigateTo(FirstOfAll(Here));
            return;
        }

        if (NeedsAccount && Context.User.IsGuest)
        {
            Here.NavigateTo(Links.Register(Here));
            return;
        }

        await Load();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Gets what the page shows. A problem of an app's that is let through becomes a page that tells it.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    /// <summary>Answers a form that an app has refused with that app's status, and tells with the form what is wrong.</summary>
    /// <param name="names">The form's name for a field of the API, where it is another.</param>
    protected void Refuse(Faults faults, ApiException problem, params IReadOnlyList<(string Api, string Form)> names)
    {
        faults.Add(problem, Sentences, names);
        Context.Response.StatusCode = (int)problem.Status;
    }
}
