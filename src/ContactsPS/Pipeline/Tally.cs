using System.Diagnostics;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>What has become of a cmdlet's inputs so far.</summary>
internal sealed class Tally
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Inputs that are done, or items that were written.</summary>
    public long Done { get; set; }

    /// <summary>Inputs to be corrected: the service refused them, or they cannot be used and were not sent.</summary>
    public long Refused { get; private set; }

    /// <summary>Inputs to be sent again: their request failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Inputs to be looked at: nobody knows what became of them.</summary>
    public long Unknown { get; private set; }

    /// <summary>Requests that were sent again.</summary>
    public long Retries { get; set; }

    public long NotDone => Refused + Failed + Unknown;

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Counts an error.</summary>
    /// <param name="errorId">Its id.</param>
    /// <param name="inputs">How many inputs it is about.</param>
    public void Count(string errorId, int inputs)
    {
        switch (errorId)
        {
            case ErrorIds.OutcomeUnknown:
                Unknown += inputs;
                break;
            case ErrorIds.Throttled or ErrorIds.TimedOut or ErrorIds.ServiceFailed or ErrorIds.Unreachable or ErrorIds.NotTheService or ErrorIds.NotSent
                or ErrorIds.Unauthorized or ErrorIds.Forbidden:
                Failed += inputs;
                break;
            default:
                Refused += inputs;
                break;
        }
    }
}
