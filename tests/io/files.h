#pragma once

#include <cstdlib>
#include <string>

#include <zlib.h>

#include "../folder.h"
#include "saddle/error.h"

namespace saddle {

inline std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(compressBound(bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// The sentence that the call fails with; "" where it succeeds.
template <class Call>
std::string fault_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// A Python that has this module, or "".
inline std::string python_with(const std::string& module) {
  for (const std::string name : {"/usr/bin/python3", "python3"}) {
    const std::string question =
        name + " -c 'import importlib.util as u; exit(u.find_spec(\"" + module + "\") is None)'";
    if (std::system((question + " >/dev/null 2>&1").c_str()) == 0) return name;
  }
  return "";
}

// A Python that has NumPy, or "".
inline const std::string& python() {
  static const std::string found = python_with("numpy");
  return found;
}

// Runs a program in `folder`; its exit status.
inline int run_python(const Folder& folder, const std::string& program) {
  folder.write("program.py", "import numpy as np\n" + program);
  return std::system(("cd '" + folder.path().string() + "' && " + python() + " program.py").c_str());
}

}  // namespace saddle
