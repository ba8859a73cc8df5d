#!/usr/bin/env bash
# serve-s3.sh FOLDER PORT: a private Ceph whose gateway speaks S3 on 127.0.0.1:PORT, until it is ended. One monitor, one
# object store in memory and no manager, all on loopback; the gateway checks signatures.
# Debian: apt-get install ceph-mon ceph-osd radosgw curl. Prints "ready" once it answers. Keys: vigie-test, vigie-test-secret.
set -euo pipefail
folder=$1
s3_port=$2
mon_port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
classes=$(dirname "$(find /usr/lib -name libcls_rgw.so -print -quit)")
fsid=$(cat /proc/sys/kernel/random/uuid)
mkdir -p "$folder"/{mon,osd,run}

cat >"$folder/ceph.conf" <<SETTINGS
[global]
fsid = $fsid
mon host = v2:127.0.0.1:$mon_port
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr1 = false
keyring = $folder/keyring
run dir = $folder/run
admin socket = $folder/run/\$name.asok
log file = $folder/\$name.log
mon cluster log file = $folder/cluster.log
mon data = $folder/mon
mon allow pool size one = true
mon max pg per osd = 2000
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
osd data = $folder/osd
osd class dir = $classes
osd class load list = *
osd class default list = *
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$s3_port
rgw run sync thread = false
rgw enable usage log = false
rgw enable lc threads = false
SETTINGS
export CEPH_CONF="$folder/ceph.conf"

pids=()
# What is in memory need not be put away in order.
stop() { for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done; wait; }
trap stop EXIT
trap 'exit 0' TERM INT

{
  ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
  for name in client.admin client.rgw osd.0; do
    ceph-authtool "$folder/keyring" --gen-key -n "$name" --cap mon 'allow *' --cap osd 'allow *'
  done
  monmaptool --create --addv a "[v2:127.0.0.1:$mon_port]" --fsid "$fsid" "$folder/monmap"
  ceph-mon --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring"
  ceph-mon -i a -f & pids+=($!)
  timeout 60 ceph osd create
  ceph-osd -i 0 --mkfs
  ceph-osd -i 0 -f & pids+=($!)
  timeout 60 radosgw-admin -n client.rgw user create --uid=vigie-test --display-name=vigie-test \
    --access-key=vigie-test --secret-key=vigie-test-secret
  radosgw -n client.rgw -f & pids+=($!)
} >"$folder/daemons.log" 2>&1 || { cat "$folder/daemons.log" >&2; exit 1; }

timeout 60 bash -c "until curl -s -o /dev/null http://127.0.0.1:$s3_port/; do sleep 0.2; done" ||
  { cat "$folder/daemons.log" >&2; exit 1; }
echo ready
wait -n
