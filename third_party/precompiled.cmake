# Parsing the headers of the standard library and of the packages is most of what compiling a small file takes. With
# SADDLE_PCH they are parsed once for each library. Ours are not among them: whoever edits one rebuilds what includes it.
# A build without (./test --clang) shows that each file includes what it uses.
set(saddle_common_headers <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory>
    <optional> <ranges> <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)

function(saddle_precompile target)
  if(SADDLE_PCH)
    target_precompile_headers(${target} PRIVATE ${saddle_common_headers} ${ARGN})
  endif()
endfunction()
