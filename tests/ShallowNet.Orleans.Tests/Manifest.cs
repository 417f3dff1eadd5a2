using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ShallowNet.Orleans.Tests;

/// <summary>
/// What the API of Kubernetes wants of the objects that the sample has, of apps/v1, batch/v1, policy/v1 and v1: which fields there are, which must be
/// there, and of what type; and what we want beyond it: bounds, secrets, and no rights that are not needed.
/// </summary>
internal sealed partial class Manifest
{
    private static readonly Dictionary<string, string> Versions = new() { ["Deployment"] = "apps/v1", ["Job"] = "batch/v1", ["PodDisruptionBudget"] = "policy/v1" };

    /// <summary>The fields of each type that are known here, and their types: of the API, int, bool, string, [T] for lists, and {} for maps of texts. ! must be there.</summary>
    private static readonly Dictionary<string, string> Types = new()
    {
        ["Deployment"] = "apiVersion!:string kind!:string metadata!:Meta spec!:DeploymentSpec",
        ["Job"] = "apiVersion!:string kind!:string metadata!:Meta spec!:JobSpec",
        ["PodDisruptionBudget"] = "apiVersion!:string kind!:string metadata!:Meta spec!:BudgetSpec",
        ["Meta"] = "name!:string labels:{}",
        ["DeploymentSpec"] = "replicas:int minReadySeconds:int strategy:Strategy selector!:Selector template!:Template",
        ["Strategy"] = "type:string rollingUpdate:Rolling",
        ["Rolling"] = "maxUnavailable:intOrString maxSurge:intOrString",
        ["JobSpec"] = "backoffLimit:int template!:Template",
        ["BudgetSpec"] = "minAvailable:intOrString maxUnavailable:intOrString selector:Selector",
        ["Selector"] = "matchLabels!:{}",
        ["Template"] = "metadata!:TemplateMeta spec!:PodSpec",
        ["TemplateMeta"] = "labels!:{}",
        ["PodSpec"] = "containers!:[Container] volumes:[Volume] restartPolicy:string terminationGracePeriodSeconds:int automountServiceAccountToken!:bool securityContext!:PodSecurity "
            + "topologySpreadConstraints:[Spread]",
        ["PodSecurity"] = "runAsNonRoot!:bool runAsUser:int fsGroup:int seccompProfile!:Profile",
        ["Profile"] = "type!:string",
        ["Spread"] = "maxSkew!:int topologyKey!:string whenUnsatisfiable!:string labelSelector:Selector",
        ["Container"] = "name!:string image!:string args:[string] ports:[Port] env:[Env] resources!:Resources startupProbe:Probe readinessProbe:Probe livenessProbe:Probe "
            + "securityContext!:Security volumeMounts:[Mount]",
        ["Port"] = "name:string containerPort!:int protocol:string",
        ["Env"] = "name!:string value:string valueFrom:Source",
        ["Source"] = "fieldRef:Field secretKeyRef:Key",
        ["Field"] = "fieldPath!:string",
        ["Key"] = "name!:string key!:string",
        ["Resources"] = "requests!:Amounts limits!:Amounts",
        ["Amounts"] = "cpu!:amount memory!:amount",
        ["Probe"] = "tcpSocket!:Socket periodSeconds:int timeoutSeconds:int failureThreshold:int initialDelaySeconds:int",
        ["Socket"] = "port!:intOrString",
        ["Security"] = "allowPrivilegeEscalation!:bool readOnlyRootFilesystem!:bool capabilities!:Capabilities",
        ["Capabilities"] = "drop!:[string]",
        ["Mount"] = "name!:string mountPath!:string readOnly:bool",
        ["Volume"] = "name!:string secret:Secret emptyDir:Empty",
        ["Secret"] = "secretName!:string defaultMode:int",
        ["Empty"] = "sizeLimit!:amount",
    };

    private readonly List<string> errors = [];
    private readonly YamlStream stream = [];

    public Manifest(string text)
    {
        stream.Load(new StringReader(text));
        foreach (YamlMappingNode document in Documents)
        {
            string kind = Text(document, "kind") ?? "";
            if (!Versions.TryGetValue(kind, out string? version) || Text(document, "apiVersion") != version)
            {
                errors.Add($"{kind} must be one of {string.Join(", ", Versions.Select(pair => $"{pair.Value} {pair.Key}"))}, but is of {Text(document, "apiVersion")}.");
                continue;
            }

            Check(document, kind, kind);
            CheckPods(document, kind);
        }
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>The containers of all objects.</summary>
    public IEnumerable<YamlMappingNode> Containers => Documents.Select(Pod).OfType<YamlMappingNode>().SelectMany(pod => List(pod, "containers"));

    /// <summary>The objects.</summary>
    public IEnumerable<YamlMappingNode> Documents => stream.Documents.Select(document => (YamlMappingNode)document.RootNode);

    public static YamlNode? Find(YamlNode? node, params string[] path) => path.Aggregate(node, (at, name) =>
        at is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? child) ? child : null);

    public static string? Text(YamlNode? node, params string[] path) => (Find(node, path) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlMappingNode> List(YamlNode? node, params string[] path) => (Find(node, path) as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? [];

    private static YamlNode? Pod(YamlNode document) => Find(document, "spec", "template", "spec");

    private void Check(YamlNode node, string type, string where)
    {
        if (type.StartsWith('['))
        {
            foreach ((int i, YamlNode child) in ((node as YamlSequenceNode)?.Children ?? []).Index())
            {
                Check(child, type[1..^1], $"{where}[{i}]");
            }

            Expect(node is YamlSequenceNode, where, "a list");
        }
        else if (type == "{}")
        {
            Expect(node is YamlMappingNode map && map.Children.Values.All(value => IsText(value)), where, "names and texts");
        }
        else if (Types.TryGetValue(type, out string? fields))
        {
            CheckFields(node, fields, where);
        }
        else
        {
            Expect(IsOf(node as YamlScalarNode, type), where, type);
        }
    }

    private void CheckFields(YamlNode node, string fields, string where)
    {
        (string Name, string Type, bool IsRequired)[] known = [.. fields.Split(' ').Select(field => field.Split(':')).Select(parts => (parts[0].TrimEnd('!'), parts[1], parts[0].EndsWith('!')))];
        if (node is not YamlMappingNode map)
        {
            Expect(false, where, "fields");
            return;
        }

        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            string name = ((YamlScalarNode)key).Value!;
            if (known.FirstOrDefault(field => field.Name == name) is { Name: not null } field)
            {
                Check(value, field.Type, $"{where}.{name}");
            }
            else
            {
                errors.Add($"{where} has no field {name}.");
            }
        }

        errors.AddRange(known.Where(field => field.IsRequired && Find(map, field.Name) is null).Select(field => $"{where} must have {field.Name}."));
    }

    private void CheckPods(YamlMappingNode document, string kind)
    {
        if (kind == "PodDisruptionBudget")
        {
            Expect(Find(document, "spec", "minAvailable") is null != Find(document, "spec", "maxUnavailable") is null, kind, "one of minAvailable and maxUnavailable");
            return;
        }

        Dictionary<string, string> labels = Labels(Find(document, "spec", "template", "metadata", "labels"));
        Expect(Labels(Find(document, "spec", "selector", "matchLabels")).All(label => labels.GetValueOrDefault(label.Key) == label.Value), kind, "a selector of its own pods");
        Expect(kind != "Job" || Text(Pod(document), "restartPolicy") is "OnFailure" or "Never", kind, "a restartPolicy OnFailure or Never");
        string[] volumes = [.. List(Pod(document), "volumes").Select(volume => Text(volume, "name")!)];
        Expect(List(Pod(document), "volumes").All(volume => ((YamlMappingNode)volume).Children.Count == 2), kind, "one source for each volume");
        foreach (YamlMappingNode container in List(Pod(document), "containers"))
        {
            CheckContainer(container, $"{kind} {Text(container, "name")}", volumes);
        }
    }

    private void CheckContainer(YamlMappingNode container, string where, string[] volumes)
    {
        HashSet<string?> ports = [.. List(container, "ports").SelectMany(port => new[] { Text(port, "name"), Text(port, "containerPort") })];
        foreach (string probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
        {
            Expect(Find(container, probe) is null ? ports.Count == 0 : ports.Contains(Text(container, probe, "tcpSocket", "port")), where, $"a {probe} on one of its ports");
        }

        Expect(List(container, "volumeMounts").All(mount => volumes.Contains(Text(mount, "name"))), where, "mounts of volumes that there are");
        foreach (YamlMappingNode variable in List(container, "env"))
        {
            string name = Text(variable, "name")!;
            Expect(Find(variable, "value") is null != Find(variable, "valueFrom") is null, $"{where}'s {name}", "one of value and valueFrom");
            Expect(!IsSecret().IsMatch(name + Text(variable, "value")) || Find(variable, "valueFrom", "secretKeyRef") is not null, $"{where}'s {name}", "from a secret");
        }

        foreach (string amount in new[] { "cpu", "memory" })
        {
            Expect(Amount(Text(container, "resources", "requests", amount)) <= Amount(Text(container, "resources", "limits", amount)), where, $"a request of {amount} within its limit");
        }

        Expect(Text(container, "securityContext", "allowPrivilegeEscalation") == "false", where, "no way to more rights");
        Expect(Text(container, "image")?.Split(':') is [_, not "latest"], where, "an image with a version");
    }

    private static Dictionary<string, string> Labels(YamlNode? node) =>
        (node as YamlMappingNode)?.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!) ?? [];

    /// <summary>A text as YAML has it: what looks like a number or a truth value must be quoted.</summary>
    private static bool IsText(YamlNode node) => node is YamlScalarNode scalar && (scalar.Style != ScalarStyle.Plain || !(IsNumber().IsMatch(scalar.Value!) || scalar.Value is "true" or "false" or "null" or ""));

    private static bool IsOf(YamlScalarNode? node, string type) => node is not null && type switch
    {
        "string" => IsText(node),
        "int" => node.Style == ScalarStyle.Plain && int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= 0,
        "bool" => node.Style == ScalarStyle.Plain && node.Value is "true" or "false",
        "intOrString" => IsOf(node, "int") || IsOf(node, "string"),
        "amount" => Amount(node.Value) > 0,
        _ => throw new InvalidOperationException($"There is no type {type}."),
    };

    /// <summary>What "500m", "2" or "64Mi" come to; NaN where it is none of them.</summary>
    private static double Amount(string? text)
    {
        Match match = IsAmount().Match(text ?? "");
        return !match.Success ? double.NaN : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
        {
            "m" => 1e-3,
            "Ki" => 1 << 10,
            "Mi" => 1 << 20,
            "Gi" => 1 << 30,
            _ => 1,
        };
    }

    private void Expect(bool holds, string where, string what)
    {
        if (!holds)
        {
            errors.Add($"{where} must have {what}.");
        }
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi)?$")]
    private static partial Regex IsAmount();

    [GeneratedRegex(@"^[-+]?\d+(\.\d+)?$")]
    private static partial Regex IsNumber();

    [GeneratedRegex("CONNECTION|PASSWORD|SECRET|KEY|Password=", RegexOptions.IgnoreCase)]
    private static partial Regex IsSecret();
}
