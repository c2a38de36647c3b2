#!/bin/sh
# Makes the namespace (30 days of closed workflows, for support) and registers Usher's search attributes; doing it again
# changes nothing. Where is in TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE; against Temporal Cloud use its own tool instead.
set -eu
tries=0
until temporal operator cluster health; do
  tries=$((tries + 1))
  [ "$tries" -lt 30 ] || exit 1
  sleep 2
done
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h
# A new namespace is known to every part of the server a little later.
tries=0
until temporal operator search-attribute create \
  --name UsherUser --type Keyword \
  --name UsherJourney --type Keyword \
  --name UsherStatus --type Keyword \
  --name UsherStep --type Keyword \
  --name UsherSince --type Datetime \
  --name UsherRelease --type Keyword \
  --name UsherArms --type KeywordList; do
  tries=$((tries + 1))
  [ "$tries" -lt 30 ] || exit 1
  sleep 2
done
