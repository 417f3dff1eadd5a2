using Microsoft.ML.Data;

namespace MLNet;

/// <summary>A customer, by the names of the table's columns.</summary>
internal sealed class Customer
{
    /// <summary>In years.</summary>
    [ColumnName("age")]
    public float Age { get; set; }

    /// <summary>Where the customer lives.</summary>
    [ColumnName("city")]
    public string City { get; set; } = "";

    /// <summary>What the customer pays for.</summary>
    [ColumnName("plan")]
    public string Plan { get; set; } = "";

    /// <summary>A month.</summary>
    [ColumnName("fee")]
    public float Fee { get; set; }

    /// <summary>How the customer pays.</summary>
    [ColumnName("payment")]
    public string Payment { get; set; } = "";

    /// <summary>A month.</summary>
    [ColumnName("gigabytes")]
    public float Gigabytes { get; set; }

    /// <summary>In the last year.</summary>
    [ColumnName("support_calls")]
    public float SupportCalls { get; set; }

    /// <summary>From 1 to 5.</summary>
    [ColumnName("satisfaction")]
    public float Satisfaction { get; set; }

    /// <summary>1 where bills come by mail only; NaN where nobody knows.</summary>
    [ColumnName("paperless")]
    public float Paperless { get; set; }

    /// <summary>What is to be predicted, and not known.</summary>
    [ColumnName("churned")]
    public string Churned { get; set; } = "";
}

/// <summary>What the model says of a customer.</summary>
internal sealed class Answer
{
    /// <summary>Of leaving.</summary>
    public float Probability { get; set; }
}
