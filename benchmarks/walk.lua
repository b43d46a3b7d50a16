-- Asks the addresses of a file one after the other and prints one line of JSON. wrk -s walk.lua URL -- FILE [ETAG]
local paths, at = {}, 0
wrk.headers["Accept-Encoding"] = "gzip"
function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  if args[2] then wrk.headers["If-None-Match"] = args[2] end
  at = math.random(#paths)
end
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"rate": %.2f, "requests": %d, "p50": %.2f, "p95": %.2f, "faults": %d}\n',
    summary.requests / (summary.duration / 1e6), summary.requests, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, e.connect + e.read + e.write + e.timeout + e.status))
end
