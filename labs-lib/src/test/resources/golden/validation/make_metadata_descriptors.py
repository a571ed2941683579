import json,sys
from tensorflow_metadata.proto.v0 import schema_pb2, statistics_pb2, anomalies_pb2, path_pb2, derived_feature_pb2
import tensorflow_metadata
from google.protobuf import descriptor as D
T={getattr(D.FieldDescriptor,k):k[5:] for k in dir(D.FieldDescriptor) if k.startswith('TYPE_')}
L={getattr(D.FieldDescriptor,k):k[6:] for k in dir(D.FieldDescriptor) if k.startswith('LABEL_')}
msgs={};enums={}
def enum(e): enums[e.full_name]={v.name:v.number for v in e.values}
def msg(m):
    def field(f):
        d=dict(number=f.number,type=T[f.type],label=L[f.label])
        if f.message_type is not None: d['of']=f.message_type.full_name
        if f.enum_type is not None: d['of']=f.enum_type.full_name
        if f.containing_oneof is not None and not f.containing_oneof.name.startswith('_'): d['oneof']=f.containing_oneof.name
        if f.has_default_value: d['default']=str(f.default_value)
        return d
    msgs[m.full_name]={f.name:field(f) for f in m.fields}
    for n in m.nested_types: msg(n)
    for e in m.enum_types: enum(e)
for mod in (schema_pb2,statistics_pb2,anomalies_pb2,path_pb2,derived_feature_pb2):
    for m in mod.DESCRIPTOR.message_types_by_name.values(): msg(m)
    for e in mod.DESCRIPTOR.enum_types_by_name.values(): enum(e)
out={'made_with':{'library':'tensorflow-metadata','version':'1.16.1'},'what':'message and enum descriptors of package tensorflow.metadata.v0, read from the pb2 modules','messages':msgs,'enums':enums}
text='{\n'+',\n'.join('%s: %s'%(json.dumps(k), json.dumps(v,sort_keys=True) if k not in('messages','enums') else '{\n'+',\n'.join('  %s: %s'%(json.dumps(a),json.dumps(b)) for a,b in sorted(v.items()))+'\n}') for k,v in out.items())+'\n}\n'
open(sys.argv[1],'w').write(text)
print(len(msgs),len(enums),len(text))
