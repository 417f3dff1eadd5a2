-- What Orleans' providers for clustering and storage need in a PostgreSQL database: their tables, and the queries that they look up by name.
-- Each query is one statement, so that it happens as a whole or not at all.
--
--     psql -v ON_ERROR_STOP=1 -f samples/Cluster/postgres.sql shallownet
BEGIN;

CREATE TABLE OrleansQuery
(
    QueryKey  varchar(64) PRIMARY KEY,
    QueryText text NOT NULL
);

-- The list of silos. Each change of it moves its version by one, and is refused where another silo was faster.
CREATE TABLE OrleansMembershipVersionTable
(
    DeploymentId varchar(150) PRIMARY KEY,
    Version      integer NOT NULL DEFAULT 0
);

CREATE TABLE OrleansMembershipTable
(
    DeploymentId varchar(150) NOT NULL REFERENCES OrleansMembershipVersionTable ON DELETE CASCADE,
    Address      varchar(45)  NOT NULL,
    Port         integer      NOT NULL,
    Generation   integer      NOT NULL,
    SiloName     varchar(150) NOT NULL,
    HostName     varchar(150) NOT NULL,
    Status       integer      NOT NULL,
    ProxyPort    integer,
    SuspectTimes varchar(8000),
    StartTime    timestamptz  NOT NULL,
    IAmAliveTime timestamptz  NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

INSERT INTO OrleansQuery VALUES
('InsertMembershipVersionKey', $$
    WITH made AS (
        INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
    WITH moved AS (
        UPDATE OrleansMembershipVersionTable SET Version = Version + 1 WHERE DeploymentId = @DeploymentId AND Version = @Version RETURNING DeploymentId),
    made AS (
        INSERT INTO OrleansMembershipTable
        SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, NULL, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$$),
('UpdateMembershipKey', $$
    WITH moved AS (
        UPDATE OrleansMembershipVersionTable SET Version = Version + 1 WHERE DeploymentId = @DeploymentId AND Version = @Version RETURNING DeploymentId),
    changed AS (
        UPDATE OrleansMembershipTable AS silo SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
        FROM moved WHERE silo.DeploymentId = moved.DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$$),
('MembershipReadAllKey', $$
    SELECT Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime, Version
    FROM OrleansMembershipVersionTable LEFT JOIN OrleansMembershipTable USING (DeploymentId) WHERE DeploymentId = @DeploymentId
$$),
('MembershipReadRowKey', $$
    SELECT Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime, Version
    FROM OrleansMembershipVersionTable AS list LEFT JOIN OrleansMembershipTable AS silo
        ON silo.DeploymentId = list.DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    WHERE list.DeploymentId = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$$),
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
$$),
-- 3 is an active silo.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$$),
('CleanupDefunctSiloEntryKey', $$
    DELETE FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation AND Status <> 3
$$);

-- The states of grains: here, the checkpoints of trainings.
CREATE TABLE OrleansStorage
(
    ServiceId              varchar(150) NOT NULL,
    GrainTypeHash          integer      NOT NULL,
    GrainTypeString        varchar(512) NOT NULL,
    GrainIdHash            integer      NOT NULL,
    GrainIdN0              bigint       NOT NULL,
    GrainIdN1              bigint       NOT NULL,
    GrainIdExtensionString varchar(512) NOT NULL,
    Version                integer      NOT NULL,
    PayloadBinary          bytea,
    PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
);

INSERT INTO OrleansQuery VALUES
('WriteToStorageKey', $$
    INSERT INTO OrleansStorage AS kept
    SELECT @ServiceId, @GrainTypeHash, @GrainTypeString, @GrainIdHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
    ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
    DO UPDATE SET Version = kept.Version + 1, PayloadBinary = excluded.PayloadBinary WHERE kept.Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion
$$),
('ReadFromStorageKey', $$
    SELECT PayloadBinary, Version FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
$$),
('ClearStorageKey', $$
    UPDATE OrleansStorage SET PayloadBinary = NULL, Version = Version + 1
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
        AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion
$$),
('DeleteStorageKey', $$
    DELETE FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
        AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion
$$);

COMMIT;
