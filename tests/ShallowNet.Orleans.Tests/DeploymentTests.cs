using Cluster;
using YamlDotNet.RepresentationModel;

namespace ShallowNet.Orleans.Tests;

/// <summary>The container file and the manifest of the sample are what their readers accept, and what the program understands.</summary>
public sealed class DeploymentTests
{
    private static readonly string Yaml = Read("kubernetes.yaml"), Container = Read("Containerfile");

    /// <summary>Changes that make the manifest wrong, and what is said of them.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "apps/v1", "apps/v1beta1", "Deployment must be one of apps/v1 Deployment, batch/v1 Job, policy/v1 PodDisruptionBudget, but is of apps/v1beta1." },
        { "replicas: 3", "replicas: three", "Deployment.spec.replicas must have int." },
        { "replicas: 3", "replica: 3", "Deployment.spec has no field replica." },
        { "  name: shallownet-train\n", "  labels: {}\n", "Job.metadata must have name." },
        { "automountServiceAccountToken: false", "automountServiceAccountToken: no", "Deployment.spec.template.spec.automountServiceAccountToken must have bool." },
        { "cpu: \"2\"", "cpu: two", "Deployment.spec.template.spec.containers[0].resources.limits.cpu must have amount." },
        { "memory: 1Gi", "memory: 1Mi", "Deployment silo must have a request of memory within its limit." },
        { "            limits:\n              cpu: \"2\"\n              memory: 1Gi\n", "", "Deployment.spec.template.spec.containers[0].resources must have limits." },
        { "port: gateway", "port: clients", "Deployment silo must have a readinessProbe on one of its ports." },
        { "startupProbe", "startProbe", "Deployment silo must have a startupProbe on one of its ports." },
        { "\"--port\", \"11111\"", "\"--port\", 11111", "Deployment.spec.template.spec.containers[0].args[3] must have string." },
        { "    matchLabels:\n      app.kubernetes.io/name: shallownet-silo\n  template", "    matchLabels:\n      app.kubernetes.io/name: silo\n  template", "Deployment must have a selector of its own pods." },
        { "valueFrom:\n                secretKeyRef:\n                  name: shallownet-connection\n                  key: connection", "value: Host=here;Password=open", "Deployment silo's SHALLOWNET_CONNECTION must have from a secret." },
        { "mountPath: /certificates", "path: /certificates", "Deployment.spec.template.spec.containers[0].volumeMounts[0] must have mountPath." },
        { "            - name: certificates\n", "            - name: certificate\n", "Deployment silo must have mounts of volumes that there are." },
        { "maxUnavailable: 1\n", "maxUnavailable: 1\n  minAvailable: 1\n", "PodDisruptionBudget must have one of minAvailable and maxUnavailable." },
        { "restartPolicy: OnFailure", "restartPolicy: Always", "Job must have a restartPolicy OnFailure or Never." },
        { "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "Deployment silo must have no way to more rights." },
        { "shallownet-cluster:0.1.0", "shallownet-cluster:latest", "Deployment silo must have an image with a version." },
    };

    [Fact]
    public void Manifest_IsAsTheApiWantsIt()
    {
        Manifest manifest = new(Yaml);

        manifest.Errors.Should().BeEmpty();
        manifest.Documents.Select(document => Manifest.Text(document, "kind")).Should().Equal("Deployment", "PodDisruptionBudget", "Job");
        manifest.Containers.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Manifest_WithAMistake_IsFound(string right, string wrong, string error)
    {
        Yaml.Should().Contain(right);
        int place = Yaml.IndexOf(right, StringComparison.Ordinal);

        new Manifest(Yaml[..place] + wrong + Yaml[(place + right.Length)..]).Errors.Should().Contain(error);
    }

    [Fact]
    public void Manifest_SaysToTheProgramWhatItUnderstands()
    {
        YamlMappingNode[] containers = [.. new Manifest(Yaml).Containers];

        Arguments silo = Arguments.Parse(ArgumentsOf(containers[0])), train = Arguments.Parse(ArgumentsOf(containers[1]));

        (silo.Verb, silo.Number, silo.Membership, silo.Certificates).Should().Be(("silo", 0, "postgres", "/certificates"));
        (train.Verb, train.Membership, train.Certificates).Should().Be(("train", silo.Membership, silo.Certificates));
        Manifest.List(containers[0], "ports").Select(port => Manifest.Text(port, "containerPort")).Should().Equal($"{silo.Port}", $"{silo.Port + 100}");
        FluentActions.Invoking(() => Workload.Find(train.Workload)).Should().NotThrow();
    }

    [Fact]
    public void Manifest_HasTheVariablesAndLabelsByWhichOrleansFindsSilos()
    {
        Manifest manifest = new(Yaml);
        YamlMappingNode[] silo = [.. Manifest.List(manifest.Containers.First(), "env")];
        Dictionary<string, string?> paths = silo.ToDictionary(variable => Manifest.Text(variable, "name")!, variable => Manifest.Text(variable, "valueFrom", "fieldRef", "fieldPath"));

        paths.Should().Contain(new Dictionary<string, string?>
        {
            ["ORLEANS_SERVICE_ID"] = "metadata.labels['orleans/serviceId']", ["ORLEANS_CLUSTER_ID"] = "metadata.labels['orleans/clusterId']",
            ["POD_NAMESPACE"] = "metadata.namespace", ["POD_NAME"] = "metadata.name", ["POD_IP"] = "status.podIP",
        });
        foreach (YamlMappingNode document in manifest.Documents.Where(document => Manifest.Find(document, "spec", "template") is not null))
        {
            new[] { "orleans/serviceId", "orleans/clusterId" }.Select(label => Manifest.Text(document, "spec", "template", "metadata", "labels", label)).Should().NotContainNulls();
        }

        // Those, and the secret, are all that the program reads.
        List<string> read = [];
        Surroundings.Of(name =>
        {
            read.Add(name);
            return null;
        });
        paths.Keys.Should().BeEquivalentTo([.. read, "POD_NAMESPACE"]);
    }

    [Fact]
    public void Surroundings_WithWhatThePodIsTold_AreTaken()
    {
        Dictionary<string, string> variables = new()
        {
            ["POD_IP"] = "10.1.2.3", ["POD_NAME"] = "shallownet-silo-1", ["ORLEANS_CLUSTER_ID"] = "c", ["ORLEANS_SERVICE_ID"] = "s", ["SHALLOWNET_CONNECTION"] = "secret",
        };

        Surroundings around = Surroundings.Of(variables.GetValueOrDefault);

        ($"{around.Address}", around.Name, around.Cluster, around.Service, around.Connection).Should().Be(("10.1.2.3", "shallownet-silo-1", "c", "s", "secret"));
        around.ToString().Should().Be("shallownet-silo-1 at 10.1.2.3 in c of s", "what is printed has no secret");
        FluentActions.Invoking(() => Surroundings.Of(_ => "here")).Should().Throw<ArgumentException>().WithMessage("The variable POD_IP must be an address, but is here.");
    }

    [Theory]
    [InlineData("postgres", "With --membership postgres, the variable SHALLOWNET_CONNECTION must have the connection string, but there is none.")]
    [InlineData("redis", "With --membership redis, the variable SHALLOWNET_CONNECTION must have the connection string, but there is none.")]
    [InlineData("paper", "The membership must be localhost, postgres or redis, but is paper.")]
    public void Membership_WithoutItsConnectionOrOfNoKind_IsRefused(string membership, string why)
    {
        Action start = () => Hosts.NewSilo(Arguments.Parse(["silo", "0", "--membership", membership])).Dispose();

        start.Should().Throw<ArgumentException>().WithMessage(why);
    }

    [Fact]
    public void Container_IsMadeOfWhatThereIs_AndRunsWithoutRights()
    {
        string[] lines = [.. Container.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];
        string repository = Path.Combine(AppContext.BaseDirectory, "../../../..");

        foreach (string copied in lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]))
        {
            Path.Exists(Path.Combine(repository, copied)).Should().BeTrue($"{copied} is copied");
        }

        lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Should().Equal("FROM $REGISTRY/dotnet/sdk:10.0 AS build", "FROM $REGISTRY/dotnet/runtime:10.0");
        lines.Should().Contain("USER $APP_UID").And.Contain("EXPOSE 11111 11211").And.Contain("""ENTRYPOINT ["./Cluster"]""");
        string command = lines.Single(line => line.StartsWith("CMD ", StringComparison.Ordinal));
        Arguments.Parse([.. ((YamlSequenceNode)Load(command[4..])).Select(item => ((YamlScalarNode)item).Value!)]).Verb.Should().Be("silo");
    }

    private static string[] ArgumentsOf(YamlMappingNode container) => [.. ((YamlSequenceNode)Manifest.Find(container, "args")!).Select(item => ((YamlScalarNode)item).Value!)];

    private static YamlNode Load(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deployment", name)).ReplaceLineEndings("\n");
}
