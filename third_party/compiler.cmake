# One set of compiler flags for every target: Eigen's alignment depends on -march, so it must never differ between two of them.
if(SADDLE_MARCH STREQUAL "auto")
  # GCC's -march=native tunes for the processor too, which costs Eigen's products up to 30 %; the level alone does not.
  if(NOT DEFINED SADDLE_HAS_V3)
    file(WRITE ${CMAKE_BINARY_DIR}/v3.cpp "int main() { return __builtin_cpu_supports(\"avx2\") && __builtin_cpu_supports(\"fma\") && __builtin_cpu_supports(\"bmi2\") ? 0 : 1; }\n")
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
      try_run(ran compiled ${CMAKE_BINARY_DIR}/v3 ${CMAKE_BINARY_DIR}/v3.cpp)
    endif()
    if(compiled AND ran EQUAL 0)
      set(SADDLE_HAS_V3 ON CACHE INTERNAL "")
    else()
      set(SADDLE_HAS_V3 OFF CACHE INTERNAL "")
    endif()
  endif()
  if(SADDLE_HAS_V3)
    add_compile_options(-march=x86-64-v3)
  endif()
elseif(NOT SADDLE_MARCH STREQUAL "generic")
  add_compile_options(-march=${SADDLE_MARCH})
endif()

# -fno-math-errno and -fno-trapping-math change no result; -ffast-math would, and NaN is something we teach.
add_compile_options(-fno-math-errno -fno-trapping-math -ffp-contract=fast)

if(SADDLE_SANITIZE)
  if(SADDLE_FUZZ)
    # Coverage for the fuzzer in every library; its main() is linked into the fuzz targets only (tests/fuzz).
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
  add_compile_options(-fsanitize=${SADDLE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SADDLE_SANITIZE})
endif()

# Ours alone are held to the warnings; what Debian ships is included as system headers.
add_library(saddle_warnings INTERFACE)
target_compile_options(saddle_warnings INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${SADDLE_WERROR}>:-Werror>)

# GCC 12 sees copies in its own std::string that overlap, or are longer than memory (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(saddle_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>
                         $<$<COMPILE_LANGUAGE:CXX>:-Wno-stringop-overflow>)
endif()

# Faster builds where the tools are there; nothing depends on them.
find_program(SADDLE_CCACHE ccache)
find_program(SADDLE_MOLD mold)
mark_as_advanced(SADDLE_CCACHE SADDLE_MOLD)
if(SADDLE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${SADDLE_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SADDLE_CCACHE})
endif()
if(SADDLE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
