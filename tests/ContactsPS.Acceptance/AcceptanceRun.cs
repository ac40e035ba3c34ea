using System.Globalization;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Checks;
using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance;

/// <summary>One run: it prints its plan, runs the checks, removes what it created, and returns its findings.</summary>
internal sealed class AcceptanceRun : IDisposable
{
    private const int MostUnanswered = 3;

    private readonly Settings settings;
    private readonly bool mayWrite;
    private readonly TextWriter output;
    private readonly TimeProvider time;
    private readonly CancellationToken stopping;
    private readonly RunNames names;
    private readonly ApiSession api;
    private readonly OwnContacts own;
    private readonly Redactor redactor;

    /// <param name="handler">The handler that sends requests; null for sockets.</param>
    public AcceptanceRun(Settings settings, bool mayWrite, TextWriter output, CancellationToken stopping, HttpMessageHandler? handler = null, TimeProvider? time = null, RunNames? names = null)
    {
        (this.settings, this.mayWrite, this.output, this.stopping) = (settings, mayWrite, output, stopping);
        this.time = time ?? TimeProvider.System;
        this.names = names ?? RunNames.New();
        api = new ApiSession(settings.BaseUri, settings.Credentials, handler, this.time, stopping);
        own = new OwnContacts(api, this.names);
        redactor = new Redactor([settings.Credentials.ApplicationKey, settings.Credentials.Authorization, settings.BaseUri.Host, settings.BaseUri.Authority, this.names.Prefix]);
    }

    /// <summary>Runs all checks.</summary>
    /// <returns>The findings; null if nothing is known about the service.</returns>
    public async Task<RunResult?> RunAsync()
    {
        Say(Introduction());
        var first = await BeginAsync();
        if (first is null)
        {
            return null;
        }

        var context = new CheckContext(api, own, settings.Credentials, first, mayWrite, settings.IsVendorsHost);
        var (verdicts, endedBy) = (new Dictionary<string, Finding>(StringComparer.Ordinal), (string?)null);
        foreach (var check in Check.All)
        {
            var before = api.Requests;
            var verdict = endedBy is not null ? Verdict.NotDecided($"the run ended early: {endedBy}") : await RunAsync(check, context);
            endedBy ??= stopping.IsCancellationRequested ? "it was stopped"
                : api.Unanswered >= MostUnanswered ? "the service no longer responds"
                : !first.IsEnvelope ? "the address does not respond like the service"
                : null;
            verdict = redactor.Redact(verdict);
            verdicts.Add(check.Fact, new Finding(Fact.All.First(fact => fact.Number == check.Fact), verdict, api.Requests - before));
            Say($"{check.Fact,-4} {verdict}");
        }

        var left = await RemoveAsync();
        return new RunResult([.. Fact.All.Where(fact => verdicts.ContainsKey(fact.Number)).Select(fact => verdicts[fact.Number])], time.GetUtcNow(), settings.Target, mayWrite, api.Requests, own.Count, left, endedBy);
    }

    /// <summary>Removes what an earlier run left behind.</summary>
    /// <returns>How much is still left; null if that is not known.</returns>
    public async Task<int?> RemoveLeftoversAsync()
    {
        Say($"Removes contacts and groups whose names begin with {names.Prefix} and were given by a run of this program.");
        if (await BeginAsync() is null)
        {
            return null;
        }

        api.BeginRemoval();
        own.Groups.Adopt();
        own.Adopt(names.All, (await own.Groups.FindAsync()).Select(static group => group.Id));
        return await RemoveAsync();
    }

    public void Dispose() => api.Dispose();

    private string Introduction() => string.Create(CultureInfo.InvariantCulture, $"""
        {Check.All.Count} facts, at most {ApiSession.Limit} requests, one after the other, to {settings.Target}.
        {(mayWrite
            ? $"It reads, and creates at most {OwnContacts.Limit} contacts and a few groups. Their names begin with {names.Prefix}. It removes them at the end, and changes no other contacts."
            : "It only reads. Checks that need contacts of their own stay undecided without --write.")}
        {(mayWrite ? $"It cannot undo everything: removed contacts may stay in the archive, and the additional fields {ChangeChecks.TextField}, {ChangeChecks.NumberField} and {ChangeChecks.BooleanField} in the list of fields." : string.Empty)}
        Ctrl+C ends it{(mayWrite ? " and removes what was created" : string.Empty)}.

        """);

    /// <summary>The first request: checks that the service accepts the credentials.</summary>
    private async Task<ApiResponse?> BeginAsync()
    {
        try
        {
            var response = await api.GetAsync("contact?limit=1");
            if (response.Status is not (401 or 403))
            {
                return response;
            }

            Say(response.Status == 401
                ? $"The service does not accept these credentials (401). Check {Settings.KeyName} and {Settings.AuthorizationName}. A new key works after some minutes."
                : "The service does not let this key read contacts (403). Allow it in the service's panel.");
        }
        catch (NoResponseException exception)
        {
            Say($"There is no service at the address of {Settings.BaseUriName}: {exception.Message}.");
        }
        catch (OperationCanceledException)
        {
            Say("Stopped before the first response.");
        }

        return null;
    }

    private async Task<Verdict> RunAsync(Check check, CheckContext context)
    {
        if (check.Access == Access.Writes && !mayWrite)
        {
            return Verdict.NotDecided("it needs --write");
        }

        try
        {
            return await check.RunAsync(context);
        }
        catch (Exception exception) when (exception is NotDecidedException or LimitException)
        {
            return Verdict.NotDecided(exception.Message);
        }
        catch (NoResponseException)
        {
            return Verdict.NotDecided("there was no response");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return Verdict.NotDecided("the run was stopped");
        }
#pragma warning disable CA1031 // An unexpected form of a response must not prevent the run from removing what it created.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Verdict.NotDecided($"the check could not read the response ({exception.GetType().Name})");
        }
    }

    private async Task<int?> RemoveAsync()
    {
        api.BeginRemoval();
        Say(mayWrite ? "Removing what was created." : string.Empty);
        var (left, reason) = await TryRemoveAsync();
        if (left != 0)
        {
            Say($"""
                {(left is null ? $"Something of this run may be left: {reason}." : $"{left} contacts or groups of this run are left.")} Later, run this with --remove {names.Prefix}.

                """);
        }

        return left;
    }

    private async Task<(int? Left, string Reason)> TryRemoveAsync()
    {
        try
        {
            return (await own.RemoveAllAsync(), string.Empty);
        }
#pragma warning disable CA1031 // After any failure, the user must learn what may be left.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (null, exception is NoResponseException or LimitException or NotDecidedException ? exception.Message : exception.GetType().Name);
        }
    }

    private void Say(string text)
    {
        if (text.Length > 0)
        {
            output.WriteLine(text);
        }
    }
}
