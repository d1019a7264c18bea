using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Layout;

/// <summary>A page that has what it shows before anything of it is rendered.</summary>
public abstract class Page : ComponentBase
{
    [CascadingParameter] public HttpContext Context { get; set; } = null!;

    [Inject] private NavigationManager Here { get; set; } = null!;

    /// <summary>Whether the page is for those only who are signed in.</summary>
    protected virtual bool NeedsSession => false;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (NeedsSession && !Context.User.IsSignedIn)
        {
            Here.NavigateTo(Links.SignIn(Here));
            return;
        }

        await Load();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Gets what the page shows. A problem of an app's that is let through becomes a page that tells it.</summary>
    protected virtual Task Load() => Task.CompletedTask;
}
